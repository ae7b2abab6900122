using System;
using System.Collections.Generic;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Small objects in DMA pages: the pages are taken one by one and given back together.</summary>
public sealed unsafe class AllocatorOfObjects<THal, T> : IDisposable
    where THal : struct, IHal
    where T : unmanaged
{
    private readonly List<DmaAllocation> _pages = [];
    private readonly Stack<nint> _free = new();
    private readonly Lock _gate = new();

    public bool TryTake(out T* item, out PhysAddr paddr)
    {
        lock (_gate)
        {
            if (_free.Count == 0 && !Grow())
            {
                item = null;
                paddr = default;
                return false;
            }

            item = (T*)_free.Pop();
            *item = default;
            paddr = AddressOf(item);
            return true;
        }
    }

    public void Give(T* item)
    {
        lock (_gate)
        {
            _free.Push((nint)item);
        }
    }

    private bool Grow()
    {
        DmaAllocation page = THal.DmaAlloc(1, Both);
        if (page.Paddr == default)
        {
            return false;
        }

        _pages.Add(page);
        for (int at = 0; at + sizeof(T) <= HalConstants.PageSize; at += sizeof(T))
        {
            _free.Push((nint)(page.Vaddr + at));
        }

        return true;
    }

    private PhysAddr AddressOf(T* item)
    {
        foreach (DmaAllocation page in _pages)
        {
            if ((byte*)item >= page.Vaddr && (byte*)item < page.Vaddr + HalConstants.PageSize)
            {
                return page.Paddr + (ulong)((byte*)item - page.Vaddr);
            }
        }

        throw new InvalidOperationException("the object is not of this allocator");
    }

    public void Dispose()
    {
        int failed = 0;
        foreach (var (paddr, vaddr) in _pages)
        {
            if (THal.DmaDealloc(paddr, vaddr, 1) != 0)
            {
                failed++;
            }
        }

        _pages.Clear();
        _free.Clear();
        if (failed != 0)
        {
            throw new DmaException($"{failed} pages were not given back");
        }
    }
}
