using Devices;
using Hal;

/// <summary>Two transfers in flight; which of them is done first decides the order of Unshare, by swapped locals.</summary>
public sealed class EitherOrder<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public void Run(DmaBuffer a, DmaBuffer b, PhysAddr sink)
    {
        var first = new Shared<THal>(a, BufferDirection.DriverToDevice);
        var second = new Shared<THal>(b, BufferDirection.DriverToDevice);
        int firstCookie = _engine.Submit(first.Paddr, sink, a.Length);
        int secondCookie = _engine.Submit(second.Paddr, sink + a.Length, b.Length);
        if (_engine.IsComplete(secondCookie))
        {
            (first, second) = (second, first);
            (firstCookie, secondCookie) = (secondCookie, firstCookie);
        }

        _engine.WaitFor(firstCookie, 100);
        first.Unshare();
        _engine.WaitFor(secondCookie, 100);
        second.Unshare();
    }

    public void RunBranches(DmaBuffer a, DmaBuffer b, PhysAddr sink)
    {
        PhysAddr aAt = THal.Share(a, BufferDirection.DriverToDevice);
        PhysAddr bAt = THal.Share(b, BufferDirection.DriverToDevice);
        int cookie = _engine.Submit(aAt, sink, a.Length);
        _engine.Submit(bAt, sink, b.Length);
        if (_engine.IsComplete(cookie))
        {
            THal.Unshare(aAt, a, BufferDirection.DriverToDevice);
            THal.Unshare(bAt, b, BufferDirection.DriverToDevice);
            return;
        }

        THal.Unshare(bAt, b, BufferDirection.DriverToDevice);
        _engine.WaitFor(cookie, 100);
        THal.Unshare(aAt, a, BufferDirection.DriverToDevice);
    }
}
