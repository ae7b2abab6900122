using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (usbtmc): the unshare names the variable's first value, the empty buffer.
internal sealed class AbortPipe<THal>(Device endpoint)
    where THal : struct, IHal
{
    public int Abort(DmaBuffer status)
    {
        DmaBuffer response = default;
        PhysAddr address = THal.Share(status, DeviceToDriver);
        int error = endpoint.Start(address, status.Length);
        if (error != 0)
        {
            THal.Unshare(address, response, DeviceToDriver); //! HAL1009
            return error;
        }

        while (!endpoint.Poll())
        {
        }

        response = status;
        THal.Unshare(address, response, DeviceToDriver);
        return response[0];
    }
}
