using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "mmc: renesas_sdhi_internal_dmac: Fixup DMA error paths": an address that the engine cannot take sent the
// transfer to the FIFO with the data still mapped.
public sealed unsafe class SdhiInternalDmac<THal>(MmcController host)
    where THal : struct, IHal
{
    private const int UseFifo = 1;
    private const int Error = -5;

    public int ReadBlock(uint block, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver);
        if ((address.Value & 127) != 0)
        {
            THal.Unshare(address, data, DeviceToDriver);
            return UseFifo;
        }

        host.SetDataAddress(address);
        int error = host.SendCommand(17, block);
        if (error == 0 && host.TimedOut(500))
        {
            error = Error;
        }

        if (error != 0)
        {
            host.StopTransfer();
        }

        THal.Unshare(address, data, DeviceToDriver);
        return error;
    }
}
