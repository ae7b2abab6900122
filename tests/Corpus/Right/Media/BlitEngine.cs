using Devices;
using Hal;

namespace Drivers;

// A two-dimensional blitter: rectangles are copied from one surface to another by an engine. Source and destination are shared for
// reading and for writing, and an engine that hangs is terminated first.
public readonly record struct Surface(DmaBuffer Memory, int Pitch, int Height);

public sealed class Blitter<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;

    public Blitter(DmaEngine engine) => _engine = engine;

    public bool Copy(in Surface from, in Surface to, int bytesPerLine, int lines)
    {
        // A copy within one surface is done by the CPU, which knows in which order the lines must go.
        if (from.Memory == to.Memory)
        {
            return false;
        }

        if (bytesPerLine > from.Pitch || bytesPerLine > to.Pitch || lines > from.Height || lines > to.Height)
        {
            return false;
        }

        using var source = new SharedScope<THal>(from.Memory, BufferDirection.DriverToDevice);
        using var destination = new SharedScope<THal>(to.Memory, BufferDirection.Both);
        int last = -1;
        for (int line = 0; line < lines; line++)
        {
            last = _engine.Submit(
                source.Paddr + (ulong)line * (ulong)from.Pitch,
                destination.Paddr + (ulong)line * (ulong)to.Pitch,
                bytesPerLine);
            if (last < 0)
            {
                _engine.Terminate();
                return false;
            }
        }

        if (last >= 0 && !_engine.WaitFor(last, 100))
        {
            _engine.Terminate();
            return false;
        }

        return true;
    }

    public bool Clear(in Surface target, byte value)
    {
        using var share = new SharedScope<THal>(target.Memory, BufferDirection.DeviceToDriver);
        int cookie = _engine.SubmitFill(share.Paddr, target.Memory.Length, value);
        if (cookie < 0)
        {
            return false;
        }

        if (!_engine.WaitFor(cookie, 100))
        {
            _engine.Terminate();
            return false;
        }

        return true;
    }
}
