using Devices;
using Hal;

public sealed class MmcTimeoutLeak<THal>(MmcController host) where THal : struct, IHal
{
    public int ReadBlocks(uint block, DmaBuffer data)
    {
        int err;
        PhysAddr address = default;
        bool dma = host.UsesDma && data.Length >= 512;
        if (dma)
        {
            address = THal.Share(data, BufferDirection.DeviceToDriver);
            host.SetDataAddress(address);
        }

        err = host.SendCommand(18, block);
        if (err == 0)
        {
            do
            {
                if (host.TimedOut(500))
                {
                    err = -110;
                    break;
                }
            }
            while ((host.Interrupts & MmcController.DataDone) == 0);
        }

        if (err != 0)
        {
            host.StopTransfer();
        }

        if (dma)
        {
            THal.Unshare(address, data, BufferDirection.DeviceToDriver);
        }
        else if (err == 0)
        {
            host.ReadFifo(data.AsSpan());
        }

        return err;
    }
}
