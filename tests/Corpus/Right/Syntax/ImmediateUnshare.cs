using Devices;
using Hal;

/// <summary>A share made and ended in one expression, as a cache flush; a using without a name; a chain of calls.</summary>
public sealed class FlushByShare<THal>
    where THal : struct, IHal
{
    public void Flush(DmaBuffer data) => new Shared<THal>(data, BufferDirection.DriverToDevice).Unshare();

    public void FlushBoth(DmaBuffer first, DmaBuffer second)
    {
        using (new SharedScope<THal>(first, BufferDirection.Both))
        using (new SharedScope<THal>(second, BufferDirection.Both))
        {
            Log.Info("both are with the device");
        }
    }

    public ulong Where(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        (ulong at, _) = (share.Paddr.Value, 0);
        share.Unshare();
        return at;
    }
}
