using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sata_dwc_460ex and other ATA drivers): the sectors that the disk wrote are unshared as if it had read them.
internal sealed class DwcSata<THal>(DmaEngine dma, PhysAddr port)
    where THal : struct, IHal
{
    private const int SectorBytes = 512;

    public int ReadSectors(DmaBuffer buffer, int count)
    {
        int bytes = count * SectorBytes;
        if (bytes > buffer.Length || count < 1)
        {
            return -22;
        }

        PhysAddr target = THal.Share(buffer, DeviceToDriver);
        int result = bytes;
        int cookie = dma.Submit(port, target, bytes);
        if (cookie < 0)
        {
            result = cookie;
        }
        else if (!dma.WaitFor(cookie, 5000))
        {
            dma.Terminate();
            result = -110;
        }

        THal.Unshare(target, buffer, DriverToDevice); //! HAL1005
        return result;
    }
}
