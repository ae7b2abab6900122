using Hal;
using Devices;

// Follows a fix in SPDK, 31e3ed5ccb.
/// <summary>An accelerator's copy whose second address cannot be had: the operation and its source are not put back.</summary>
public sealed class DataMover<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Move(DmaBuffer source, DmaBuffer target)
    {
        var from = new Shared<THal>(source, BufferDirection.DriverToDevice); //! HAL1002
        if (!TryShare(target, out Shared<THal> to))
        {
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
