using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "spi: amlogic: spifc-a4: Fix DMA mapping error handling": the way out behind the info buffer unmapped it with
// the length of the data.
public sealed unsafe class AmlFlash<THal>(Device controller)
    where THal : struct, IHal
{
    private const int PerEcc = 512;

    public int Transfer(DmaBuffer data, DmaBuffer info, BufferDirection direction)
    {
        if (info.Length * PerEcc / 8 > data.Length)
        {
            return -22;
        }

        PhysAddr daddr = THal.Share(data, direction);
        PhysAddr iaddr = THal.Share(info, BufferDirection.Both);
        controller.Program(daddr, data.Length);
        controller.Program(iaddr, info.Length);

        int status = 0;
        if (controller.Start(daddr, data.Length) < 0)
        {
            status = -5;
            goto outMapInfo;
        }

        if (!controller.Wait(1000))
        {
            controller.Reset();
            status = -110;
        }

    outMapInfo:
        THal.Unshare(iaddr, info, BufferDirection.Both);
        THal.Unshare(daddr, data, direction);
        return status;
    }
}
