using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "mmc: sdhci: fix missing cache invalidation after reading by DMA" (4155ad9aac9): the mapping of the data
// ended with a transfer that failed, and not with one that was done.
public class SdhciTransfer<THal>(MmcController host)
    where THal : struct, IHal
{
    public int Run(int opcode, uint block, DmaBuffer data, bool read)
    {
        BufferDirection direction = read ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        PhysAddr start = THal.Share(data, direction); //! HAL1002
        host.SetDataAddress(start);

        int rc = host.SendCommand(opcode, block);
        if (rc != 0)
        {
            THal.Unshare(start, data, direction);
            return rc;
        }

        do
        {
            if (host.Interrupts == MmcController.CrcError || host.TimedOut(1000))
            {
                host.StopTransfer();
                THal.Unshare(start, data, direction);
                return -110;
            }
        }
        while ((host.Interrupts & MmcController.DataDone) == 0);

        return 0;
    }
}
