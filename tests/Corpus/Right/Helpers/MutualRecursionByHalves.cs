using Devices;
using Hal;

/// <summary>A copy that splits itself while the buffer is too large, by two methods that call each other.</summary>
public sealed class SplittingCopy<THal>
    where THal : struct, IHal
{
    private const int Largest = 4096;
    private readonly DmaEngine _engine = new();

    public bool Copy(DmaBuffer source, PhysAddr sink) =>
        source.Length > Largest ? CopyHalves(source, sink) : CopyWhole(source, sink);

    private bool CopyHalves(DmaBuffer source, PhysAddr sink)
    {
        int half = source.Length / 2;
        return Copy(source.Slice(0, half), sink) && Copy(source.Slice(half, source.Length - half), sink + half);
    }

    private bool CopyWhole(DmaBuffer source, PhysAddr sink)
    {
        PhysAddr at = THal.Share(source, BufferDirection.DriverToDevice);
        int cookie = _engine.Submit(at, sink, source.Length);
        bool done = cookie >= 0 && _engine.WaitFor(cookie, 10);
        THal.Unshare(at, source, BufferDirection.DriverToDevice);
        return done;
    }
}
