using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Writes of any length: what is too long for the device goes in halves, each by a call of its own. Only the leaf of the recursion
// shares, so that at most one share is live.
public sealed class SplittingWriter<THal>(Device disk, int limit)
    where THal : struct, IHal
{
    private const int Busy = -16;

    public int Write(ulong sector, DmaBuffer data)
    {
        if (data.Length <= limit)
        {
            return WriteOnce(sector, data);
        }

        int half = data.Length / 2 / 512 * 512;
        if (half == 0)
        {
            return -22;
        }

        int status = Write(sector, data.Slice(0, half));
        return status != 0 ? status : Write(sector + (ulong)(half / 512), data.Slice(half, data.Length - half));
    }

    private int WriteOnce(ulong sector, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DriverToDevice);
        disk.WriteRegister(0x10, sector);
        int status;
        do
        {
            status = disk.Start(address, data.Length);
        }
        while (status == Busy);

        if (status == 0 && !disk.Wait(3000))
        {
            status = -110;
            disk.Reset();
        }

        THal.Unshare(address, data, DriverToDevice);
        return status;
    }
}
