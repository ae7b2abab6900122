using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "mmc: sdhci: use phys2bus macro when dma address is accessed": the controller is given the pointer of the
// transfer buffer.
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

        host.SetDataAddress(new PhysAddr((ulong)into)); //! HAL1015
        int status = host.SendCommand(ReadMultiple, first);
        if (status == 0 && host.TimedOut(1000))
        {
            status = -110;
        }

        if (status != 0)
        {
            host.StopTransfer();
        }

        return status;
    }
}
