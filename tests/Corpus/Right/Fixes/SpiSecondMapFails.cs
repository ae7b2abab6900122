using Devices;
using Hal;

public sealed class SpiSecondMapFails<THal>(SpiController spi) where THal : struct, IHal
{
    public int Transfer(DmaBuffer tx, DmaBuffer rx)
    {
        PhysAddr txAddr = THal.Share(tx, BufferDirection.DriverToDevice);
        PhysAddr rxAddr = THal.Share(rx, BufferDirection.DeviceToDriver);
        int ret = spi.Start(txAddr, rxAddr, tx.Length);
        if (ret < 0)
        {
            goto unmap;
        }

        if (!spi.WaitIdle(1000))
        {
            spi.Abort();
            ret = -110;
        }

    unmap:
        THal.Unshare(rxAddr, rx, BufferDirection.DeviceToDriver);
        THal.Unshare(txAddr, tx, BufferDirection.DriverToDevice);
        return ret;
    }
}
