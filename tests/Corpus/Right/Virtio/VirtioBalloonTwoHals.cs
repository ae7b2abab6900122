using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in virtio-drivers: the request is shared and unshared through the checking HAL.
internal sealed class Balloon<THal>(Queue inflate)
    where THal : struct, IHal
{
    public bool Inflate(DmaBuffer pages)
    {
        PhysAddr list = Checked<THal>.Share(pages, DriverToDevice);
        if (inflate.AddOrError(list, pages) < 0)
        {
            Checked<THal>.Unshare(list, pages, DriverToDevice);
            return false;
        }

        return true;
    }

    public void Reclaim()
    {
        while (inflate.TryPop(out PhysAddr list, out DmaBuffer pages))
        {
            Checked<THal>.Unshare(list, pages, DriverToDevice);
        }
    }
}
