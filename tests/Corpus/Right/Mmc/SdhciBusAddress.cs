using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "mmc: sdhci: use phys2bus macro when dma address is accessed": the buffer is mapped, and the controller is
// given the address of the mapping.
public sealed unsafe class SdmaTransfer<THal>(MmcController host)
    where THal : struct, IHal
{
    private const int ReadMultiple = 18;
    private const int BlockSize = 512;

    public int ReadBlocks(uint first, int count, byte* into)
    {
        if (count <= 0)
        {
            return -22;
        }

        var data = new DmaBuffer(into, count * BlockSize);
        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver);
        host.SetDataAddress(address);
        int status = host.SendCommand(ReadMultiple, first);
        if (status == 0 && host.TimedOut(1000))
        {
            status = -110;
        }

        if (status != 0)
        {
            host.StopTransfer();
        }

        THal.Unshare(address, data, BufferDirection.DeviceToDriver);
        return status;
    }
}
