using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A driver that copies small frames into a coherent area and maps only large ones. What a slot holds is told by its share: an inline
// frame has none, and completion ends only what was made.
internal sealed unsafe class InlineSmallFrames<THal> : IDisposable
    where THal : struct, IHal
{
    private const int InlineLimit = 256;

    private readonly Ring _ring;
    private readonly Dma<THal> _inline;
    private readonly Shared<THal>?[] _mapped;

    public InlineSmallFrames(Ring ring)
    {
        _ring = ring;
        _mapped = new Shared<THal>?[ring.Size];
        _inline = new Dma<THal>(HalConstants.PagesFor((nuint)(ring.Size * InlineLimit)), DriverToDevice);
    }

    public bool Send(DmaBuffer frame)
    {
        if (_ring.IsFull)
        {
            return false;
        }

        int index = _ring.Head;
        if (frame.Length <= InlineLimit)
        {
            DmaBuffer copy = _inline.Slice((nuint)(index * InlineLimit), frame.Length);
            frame.AsReadOnlySpan().CopyTo(copy.AsSpan());
            _ring.Post(index, _inline.PaddrAt((nuint)(index * InlineLimit)), frame.Length);
        }
        else
        {
            var shared = new Shared<THal>(frame, DriverToDevice);
            _mapped[index] = shared;
            _ring.Post(index, shared.Paddr, frame.Length);
        }

        _ring.Head = (index + 1) % _ring.Size;
        _ring.Doorbell();
        return true;
    }

    public void Completed(int index)
    {
        if (_mapped[index] is { } shared)
        {
            _mapped[index] = null;
            shared.Unshare();
        }
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int i = 0; i < _mapped.Length; i++)
        {
            Completed(i);
        }

        _inline.Dispose();
    }
}
