using System;
using Hal;

namespace Drivers;

/// <summary>A buffer object of single pages: pinned by a count, its table exists while the count is not 0.</summary>
public sealed class BufferObject<THal>
    where THal : struct, IHal
{
    private readonly int _pageCount;
    private readonly object _gate = new();
    private Dma<THal>[]? _pages;
    private int _pins;

    public BufferObject(int bytes) => _pageCount = (bytes + HalConstants.PageSize - 1) / HalConstants.PageSize;

    public bool Pin()
    {
        lock (_gate)
        {
            if (_pins++ > 0)
            {
                return true;
            }

            if ((_pages = TryGetPages(_pageCount)) is null)
            {
                _pins--;
                return false;
            }

            return true;
        }
    }

    private static Dma<THal>[]? TryGetPages(int count)
    {
        var pages = new Dma<THal>[count];
        for (int i = 0; i < count; i++)
        {
            if (Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? page))
            {
                pages[i] = page;
                continue;
            }

            while (i-- > 0)
            {
                pages[i].Dispose();
            }

            return null;
        }

        return pages;
    }

    public PhysAddr PageAddress(int index) =>
        _pages is { } pages ? pages[index].Paddr : throw new InvalidOperationException("The object is not pinned.");

    public void Unpin()
    {
        lock (_gate)
        {
            if (--_pins > 0)
            {
                return;
            }

            foreach (Dma<THal> page in _pages!)
            {
                page.Dispose();
            }

            _pages = null;
        }
    }
}
