using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (usb host controllers): Start leaves the data to Transfer, which unshares it once.
internal sealed class BulkPipe<THal>(Device host)
    where THal : struct, IHal
{
    public int Transfer(DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver);
        int error = Start(address, data);
        if (error == 0 && !host.Wait(1000))
        {
            host.Reset();
            error = -110;
        }

        THal.Unshare(address, data, DeviceToDriver);
        return error == 0 ? data.Length : error;
    }

    private int Start(PhysAddr address, DmaBuffer data)
    {
        int error = host.Start(address, data.Length);
        if (error != 0)
        {
            Log.Info($"ehci: {error}");
            return error;
        }

        host.Kick();
        return 0;
    }
}
