using Hal;
using Devices;

/// <summary>A network driver's shutdown that ends the receive buffer's share in each mode.</summary>
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
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
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
                THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
                Log.Info("back to the page pool");
                break;
        }

        return length;
    }
}
