using System.Threading.Tasks;
using Devices;
using Hal;

public sealed class TernaryChains<THal>(SpiController spi) where THal : struct, IHal
{
    public bool Transfer(DmaBuffer tx, DmaBuffer rx)
    {
        bool hasTx = !tx.IsEmpty, hasRx = !rx.IsEmpty;
        PhysAddr t = hasTx ? THal.Share(tx, BufferDirection.DriverToDevice) : default;
        PhysAddr r = hasRx ? THal.Share(rx, BufferDirection.DeviceToDriver) : default;
        int length = hasTx ? tx.Length : hasRx ? rx.Length : 0;
        bool ok = length != 0 && spi.Start(t, r, length) == 0 && spi.WaitIdle(10);
        if (!ok)
        {
            spi.Abort();
        }

        if (hasRx)
        {
            THal.Unshare(r, rx, BufferDirection.DeviceToDriver);
        }

        if (hasTx)
        {
            THal.Unshare(t, tx, BufferDirection.DriverToDevice);
        }

        return ok;
    }

    public async Task<bool> TransferAsync(PinnedBuffer? tx, PinnedBuffer? rx)
    {
        Shared<THal>? t = tx is null ? null : new Shared<THal>(tx.Buffer, BufferDirection.DriverToDevice);
        Shared<THal>? r = null;
        try
        {
            if (rx is not null)
            {
                r = new Shared<THal>(rx.Buffer, BufferDirection.DeviceToDriver);
            }

            return await spi.TransferAsync(t?.Paddr ?? default, r?.Paddr ?? default, tx?.Buffer.Length ?? rx?.Buffer.Length ?? 0);
        }
        finally
        {
            r?.Unshare();
            t?.Unshare();
        }
    }
}
