using Devices;
using Hal;

/// <summary>A helper returns two shares in a tuple; the caller deconstructs and ends both.</summary>
public sealed class PairMapper<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    private static (PhysAddr From, PhysAddr To) MapPair(DmaBuffer from, DmaBuffer to) =>
        (THal.Share(from, BufferDirection.DriverToDevice), THal.Share(to, BufferDirection.DeviceToDriver));

    private static void UnmapPair((PhysAddr From, PhysAddr To) pair, DmaBuffer from, DmaBuffer to)
    {
        THal.Unshare(pair.From, from, BufferDirection.DriverToDevice);
        THal.Unshare(pair.To, to, BufferDirection.DeviceToDriver);
    }

    public bool Move(DmaBuffer from, DmaBuffer to)
    {
        var pair = MapPair(from, to);
        int cookie = _engine.Submit(pair.From, pair.To, from.Length);
        bool ok = cookie >= 0 && _engine.WaitFor(cookie, 10);
        UnmapPair(pair, from, to);
        return ok;
    }

    public bool MoveAgain(DmaBuffer from, DmaBuffer to)
    {
        var (source, target) = MapPair(from, to);
        bool ok = _engine.Submit(source, target, from.Length) >= 0;
        THal.Unshare(target, to, BufferDirection.DeviceToDriver);
        THal.Unshare(source, from, BufferDirection.DriverToDevice);
        return ok;
    }
}
