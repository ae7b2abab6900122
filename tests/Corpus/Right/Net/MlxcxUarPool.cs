using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (mlx5): Close disposes of the free pages as well.
internal sealed class PagePool<THal>(Device nic)
    where THal : struct, IHal
{
    private readonly Stack<Dma<THal>> _free = new();
    private readonly HashSet<Dma<THal>> _used = [];

    public Dma<THal> Take()
    {
        if (!_free.TryPop(out var page))
        {
            page = new Dma<THal>(1, Both);
        }

        _used.Add(page);
        return page;
    }

    public void Return(Dma<THal> page)
    {
        if (_used.Remove(page))
        {
            page.Dispose();
        }
    }

    public void Grow(int count)
    {
        while (count-- > 0)
        {
            _free.Push(new Dma<THal>(1, Both));
        }
    }

    public void Close()
    {
        nic.Reset();
        foreach (var page in _used)
        {
            page.Dispose();
        }

        _used.Clear();
        while (_free.TryPop(out var page))
        {
            page.Dispose();
        }
    }
}
