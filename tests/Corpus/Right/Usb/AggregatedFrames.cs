using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// A USB network adapter that packs several frames into one bulk transfer. Frames are copied while the transfer buffer is idle, and the
// whole filled part is shared once, at Flush.
internal sealed class AggregatedFrames<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Capacity = 16 * 1024;
    private const int HeaderBytes = 4;

    private readonly Device _pipe;
    private readonly PinnedBuffer _memory = new(Capacity);
    private int _filled;
    private int _frames;

    public AggregatedFrames(Device pipe) => _pipe = pipe;

    public bool Add(ReadOnlySpan<byte> frame)
    {
        int needed = (HeaderBytes + frame.Length + 3) & ~3;
        if (needed > Capacity)
        {
            return false;
        }

        if (_filled + needed > Capacity && !Flush())
        {
            return false;
        }

        Span<byte> at = _memory.Buffer.AsSpan()[_filled..];
        BinaryPrimitives.WriteInt32LittleEndian(at, frame.Length);
        frame.CopyTo(at[HeaderBytes..]);
        _filled += needed;
        _frames++;
        return true;
    }

    public bool Flush()
    {
        if (_frames == 0)
        {
            return true;
        }

        DmaBuffer filled = _memory.Buffer.Slice(0, _filled);
        _filled = 0;
        _frames = 0;
        using var shared = new SharedScope<THal>(filled, BufferDirection.DriverToDevice);
        if (!_pipe.Submit(shared.Paddr, filled.Length))
        {
            return false;
        }

        if (_pipe.Wait(100))
        {
            return true;
        }

        _pipe.Reset();
        return false;
    }

    public void Dispose()
    {
        _ = Flush();
        _memory.Dispose();
    }
}
