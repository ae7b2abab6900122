using Devices;
using Hal;

public sealed class UnmapUnrelatedBuffer<THal>(SpiController spi) where THal : struct, IHal
{
    public bool Exchange(DmaBuffer tx, DmaBuffer rx)
    {
        PhysAddr t = THal.Share(tx, BufferDirection.DriverToDevice);
        PhysAddr r = THal.Share(rx, BufferDirection.DeviceToDriver);
        bool ok = spi.Start(t, r, tx.Length) == 0 && spi.WaitIdle(100);
        THal.Unshare(r, tx, BufferDirection.DeviceToDriver); //! HAL1006
        THal.Unshare(t, tx, BufferDirection.DriverToDevice);
        return ok;
    }
}
