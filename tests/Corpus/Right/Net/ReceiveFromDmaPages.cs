using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A receive ring whose buffers are slices of one piece of DMA memory that the device and the CPU both see. No share is needed, each
// slice lies in the region, and the region is given back after the ring stopped.
public sealed unsafe class PageReceiver<THal> : IDisposable
    where THal : struct, IHal
{
    private const int BufferBytes = 2048;

    private readonly Ring _ring;
    private readonly Dma<THal> _pages;

    public PageReceiver(Ring ring)
    {
        _ring = ring;
        _pages = new Dma<THal>(HalConstants.PagesFor((nuint)ring.Size * BufferBytes), BufferDirection.DeviceToDriver);
    }

    public long Bytes { get; private set; }

    public void Start()
    {
        for (int i = 0; i < _ring.Size; i++)
        {
            Post(i);
        }

        _ring.Doorbell();
    }

    public int Poll(Span<byte> into)
    {
        if (!_ring.TryTake(out int index, out int written))
        {
            return 0;
        }

        if ((uint)index >= (uint)_ring.Size)
        {
            throw new DeviceException("The device named a descriptor that does not exist.");
        }

        Thread.MemoryBarrier();
        int length = Math.Min(Math.Min(written, BufferBytes), into.Length);
        if (length > 0)
        {
            byte* frame = _pages.Vaddr((nuint)index * BufferBytes);
            new ReadOnlySpan<byte>(frame, length).CopyTo(into);
            Bytes += length;
        }

        Post(index);
        _ring.Doorbell();
        return length;
    }

    public void Dispose()
    {
        _ring.Stop();
        _pages.Dispose();
    }

    private void Post(int index) => _ring.Post(index, _pages.PaddrAt((nuint)index * BufferBytes), BufferBytes);
}
