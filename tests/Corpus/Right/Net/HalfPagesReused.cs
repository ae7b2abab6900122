using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Half pages: the driver flips between the halves of one DMA page and only counts who still reads them.</summary>
public sealed unsafe class HalfPageReceive<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Half = HalConstants.PageSize / 2;

    private sealed class RxPage
    {
        public required Dma<THal> Memory { get; init; }
        public int Offset { get; set; }
        public int Readers;
    }

    private readonly Ring _ring;
    private readonly RxPage[] _pages;

    public HalfPageReceive(Ring ring, int slots)
    {
        _ring = ring;
        _pages = new RxPage[slots];
        for (int i = 0; i < slots; i++)
        {
            _pages[i] = new RxPage { Memory = new Dma<THal>(1, BufferDirection.DeviceToDriver) };
            Post(i);
        }
    }

    private void Post(int slot) => _ring.Post(slot, _pages[slot].Memory.PaddrAt((nuint)_pages[slot].Offset), Half);

    public bool TryTake(Action<ReadOnlyMemory<byte>> deliver)
    {
        if (!_ring.TryTake(out int slot, out int written))
        {
            return false;
        }

        RxPage page = _pages[slot];
        int length = Math.Min(written, Half);
        if (Interlocked.CompareExchange(ref page.Readers, 1, 0) == 0)
        {
            byte[] copy = new byte[length];
            page.Memory.AsSpan().Slice(page.Offset, length).CopyTo(copy);
            page.Offset ^= Half;
            Post(slot);
            Volatile.Write(ref page.Readers, 0);
            deliver(copy);
        }
        else
        {
            Post(slot);
        }

        return true;
    }

    public void Dispose()
    {
        _ring.Stop();
        foreach (RxPage page in _pages)
        {
            page.Memory.Dispose();
        }
    }
}
