using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like AF_XDP sockets: one area of frames, and the numbers of the free ones on a stack. The area is DMA memory that both sides touch, so
// frames are handed out by number and nothing is shared.
public sealed class FrameArea<THal> : IDisposable
    where THal : struct, IHal
{
    private const int FrameBytes = 2048;

    private readonly Dma<THal> _area;
    private readonly Ring _ring;
    private readonly Stack<int> _free;
    private readonly Dictionary<int, int> _frameOf = [];

    public FrameArea(Ring ring, int frames)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frames);
        _ring = ring;
        _free = new Stack<int>(frames);
        for (int i = frames - 1; i >= 0; i--)
        {
            _free.Push(i);
        }

        _area = new Dma<THal>(HalConstants.PagesFor((nuint)frames * FrameBytes), BufferDirection.Both);
    }

    public int Fill()
    {
        int posted = 0;
        while (_free.TryPeek(out int frame) && _ring.TryPost(_area.PaddrAt((nuint)frame * FrameBytes), FrameBytes, out int index))
        {
            _frameOf[index] = _free.Pop();
            posted++;
        }

        return posted;
    }

    public int Receive(Span<byte> into)
    {
        if (!_ring.TryTake(out int index, out int written) || !_frameOf.Remove(index, out int frame))
        {
            return 0;
        }

        int length = Math.Clamp(written, 0, Math.Min(FrameBytes, into.Length));
        _area.AsSpan().Slice(frame * FrameBytes, length).CopyTo(into);
        _free.Push(frame);
        return length;
    }

    public void Dispose()
    {
        _ring.Stop();
        _area.Dispose();
    }
}
