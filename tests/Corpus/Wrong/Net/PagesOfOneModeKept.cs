using Hal;
using Devices;

// Follows a fix in Linux (drivers/net/ethernet/broadcom, bnxt_en: receive buffers of XDP mode at shutdown).
/// <summary>A network driver's shutdown that ends the receive buffer's share in one mode and forgets the other.</summary>
public sealed class XdpReceive<THal>
    where THal : struct, IHal
{
    private enum Mode
    {
        Normal,
        Page,
    }

    private readonly Ring _ring = new();

    public int Receive(DmaBuffer buffer, bool xdp)
    {
        Mode mode = xdp ? Mode.Page : Mode.Normal;
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1002
        _ring.Post(0, address, buffer.Length);
        _ring.Doorbell();
        int length = _ring.TryTake(out _, out int written) ? written : 0;
        _ring.Stop();
        switch (mode)
        {
            case Mode.Normal:
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                break;
            case Mode.Page:
                Log.Info("back to the page pool");
                break;
        }

        return length;
    }
}
