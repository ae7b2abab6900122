using Devices;
using Hal;

/// <summary>A driver's own ref struct guard over two shares, used with using.</summary>
public ref struct PairScope<THal>
    where THal : struct, IHal
{
    private Shared<THal> _first;
    private Shared<THal> _second;

    public PairScope(DmaBuffer first, DmaBuffer second)
    {
        _first = new Shared<THal>(first, BufferDirection.DriverToDevice);
        try
        {
            _second = new Shared<THal>(second, BufferDirection.DeviceToDriver);
        }
        catch
        {
            _first.Unshare();
            throw;
        }
    }

    public readonly PhysAddr First => _first.Paddr;

    public readonly PhysAddr Second => _second.Paddr;

    public void Dispose()
    {
        _second.Unshare();
        _first.Unshare();
        _first = default;
        _second = default;
    }
}

/// <summary>Its user.</summary>
public sealed class PairUser<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Copy(DmaBuffer from, DmaBuffer to)
    {
        using var pair = new PairScope<THal>(from, to);
        int cookie = _engine.Submit(pair.First, pair.Second, from.Length);
        if (cookie < 0)
        {
            return cookie;
        }

        _engine.WaitFor(cookie, 10);
        return 0;
    }
}
