using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (omap_hsmmc): the release uses the direction of the share.
internal sealed class CardTransfer<THal>(MmcController host)
    where THal : struct, IHal
{
    public int Transfer(bool write, DmaBuffer blocks)
    {
        BufferDirection direction = write ? DriverToDevice : DeviceToDriver;
        PhysAddr address = THal.Share(blocks, direction);
        host.SetDataAddress(address);
        int error = host.SendCommand(write ? 25 : 18, 0);
        if (error == 0)
        {
            while ((host.Interrupts & MmcController.DataDone) == 0 && !host.TimedOut(100))
            {
            }
        }

        host.StopTransfer();
        THal.Unshare(address, blocks, direction);
        return error;
    }
}
