using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A pool of receive pages that are recycled without being mapped again, as network drivers have them. The pages are DMA memory, so CPU
// and device may both use them; the pool frees each page once, when it is closed.
public sealed class PagePool<THal>(int most) : IDisposable
    where THal : struct, IHal
{
    private readonly Stack<Dma<THal>> _free = new();
    private readonly HashSet<Dma<THal>> _out = new();
    private bool _closed;

    public int Outstanding => _out.Count;

    public bool TryRent([NotNullWhen(true)] out Dma<THal>? page)
    {
        page = null;
        if (_closed)
        {
            return false;
        }

        if (!_free.TryPop(out page))
        {
            if (_out.Count >= most || !Dma<THal>.TryCreate(1, Both, out page))
            {
                return false;
            }
        }

        _out.Add(page);
        return true;
    }

    public void Return(Dma<THal> page)
    {
        if (!_out.Remove(page))
        {
            throw new ArgumentException("the page is not of this pool", nameof(page));
        }

        if (_closed)
        {
            page.Dispose();
            return;
        }

        page.AsSpan().Clear();
        _free.Push(page);
    }

    public void Dispose()
    {
        // Pages that are still out are disposed of by Return.
        _closed = true;
        while (_free.TryPop(out Dma<THal>? page))
        {
            page.Dispose();
        }
    }
}
