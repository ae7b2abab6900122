using Devices;
using Hal;

/// <summary>spi: the transmit buffer stays mapped when the controller refuses to start.</summary>
public sealed class SpiSecondMapFails<THal>(SpiController spi) where THal : struct, IHal
{
    public int Transfer(DmaBuffer tx, DmaBuffer rx)
    {
        PhysAddr txAddr = THal.Share(tx, BufferDirection.DriverToDevice); //! HAL1002
        PhysAddr rxAddr = THal.Share(rx, BufferDirection.DeviceToDriver);
        int ret = spi.Start(txAddr, rxAddr, tx.Length);
        if (ret < 0)
        {
            THal.Unshare(rxAddr, rx, BufferDirection.DeviceToDriver);
            return ret;
        }

        if (!spi.WaitIdle(1000))
        {
            spi.Abort();
            ret = -110;
        }

        THal.Unshare(rxAddr, rx, BufferDirection.DeviceToDriver);
        THal.Unshare(txAddr, tx, BufferDirection.DriverToDevice);
        return ret;
    }
}
