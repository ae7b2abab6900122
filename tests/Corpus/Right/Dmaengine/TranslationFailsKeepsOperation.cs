using Hal;
using Devices;

/// <summary>An accelerator's copy whose second address cannot be had: the operation's source is given back.</summary>
public sealed class DataMover<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Move(DmaBuffer source, DmaBuffer target)
    {
        var from = new Shared<THal>(source, BufferDirection.DriverToDevice);
        if (!TryShare(target, out Shared<THal> to))
        {
            from.Unshare();
            return -14;
        }

        int cookie = _engine.Submit(from.Paddr, to.Paddr, source.Length);
        _engine.WaitFor(cookie, 1000);
        to.Unshare();
        from.Unshare();
        return cookie;
    }

    private static bool TryShare(DmaBuffer buffer, out Shared<THal> shared)
    {
        try
        {
            shared = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
        }
        catch (DmaException e)
        {
            Log.Info(e.Message);
            shared = default;
            return false;
        }

        return true;
    }
}
