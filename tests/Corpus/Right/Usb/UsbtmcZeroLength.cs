using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (usbtmc): the variable has the shared buffer from the start.
internal sealed class AbortPipe<THal>(Device endpoint)
    where THal : struct, IHal
{
    public int Abort(DmaBuffer status)
    {
        DmaBuffer response = status;
        PhysAddr address = THal.Share(response, DeviceToDriver);
        int error = endpoint.Start(address, response.Length);
        if (error != 0)
        {
            THal.Unshare(address, response, DeviceToDriver);
            return error;
        }

        while (!endpoint.Poll())
        {
        }

        THal.Unshare(address, response, DeviceToDriver);
        return response[0];
    }
}
