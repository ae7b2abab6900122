using Devices;
using Hal;

/// <summary>A page flip: the next frame becomes the current one, and the one before is unshared after the vertical blank.</summary>
public sealed class PageFlip<THal>
    where THal : struct, IHal
{
    private readonly Device _display = new();
    private Shared<THal> _current;

    public void Flip(DmaBuffer frame)
    {
        var next = new Shared<THal>(frame, BufferDirection.DriverToDevice);
        _display.Program(next.Paddr, frame.Length);
        Shared<THal> old = _current;
        _current = next;
        _display.Wait(17);
        old.Unshare();
    }

    public void Off()
    {
        _display.Reset();
        (Shared<THal> last, _current) = (_current, default);
        last.Unshare();
    }
}
