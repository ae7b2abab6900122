using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux page_pool: pages circulate between driver and device, and leave only when the pool shrinks. Both sides touch them all the
// time, so they are DMA memory; shrinking frees what is in the pool and no more.
public sealed class PagePool<THal>(BufferDirection direction, int most)
    where THal : struct, IHal
{
    private readonly Stack<Dma<THal>> _free = new();
    private int _out;

    public int Total => _out + _free.Count;

    public Dma<THal>? Take()
    {
        if (_free.TryPop(out Dma<THal>? page) || (Total < most && Dma<THal>.TryCreate(1, direction, out page)))
        {
            _out++;
            return page;
        }

        return null;
    }

    public void Return(Dma<THal> page)
    {
        ArgumentNullException.ThrowIfNull(page);
        _out--;
        if (direction != BufferDirection.DeviceToDriver)
        {
            page.AsSpan().Clear();
        }

        _free.Push(page);
    }

    public int Shrink(int keep)
    {
        int freed = 0;
        for (; _free.Count > keep; freed++)
        {
            _free.Pop().Dispose();
        }

        return freed;
    }

    public void Destroy()
    {
        Panic.Unless(_out == 0, "pages are still out");
        Shrink(0);
    }
}
