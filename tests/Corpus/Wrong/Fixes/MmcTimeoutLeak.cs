using Devices;
using Hal;

/// <summary>mmc: the data mapping is kept when the command fails before the data phase.</summary>
public sealed class MmcTimeoutLeak<THal>(MmcController host) where THal : struct, IHal
{
    public int ReadBlocks(uint block, DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver); //! HAL1002
        host.SetDataAddress(address);
        int err = host.SendCommand(18, block);
        if (err != 0)
        {
            host.StopTransfer();
            return err;
        }

        while (true)
        {
            if ((host.Interrupts & MmcController.DataDone) != 0)
            {
                break;
            }

            if (host.TimedOut(500))
            {
                host.StopTransfer();
                THal.Unshare(address, data, BufferDirection.DeviceToDriver);
                return -110;
            }
        }

        THal.Unshare(address, data, BufferDirection.DeviceToDriver);
        return 0;
    }
}
