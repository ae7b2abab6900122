using System;
using System.Collections.Generic;
using Hal;

namespace Drivers;

// A page pool whose pages stay shared for the device for as long as the pool exists. Take and put move pages without ending anything;
// only the pool's end does, for pages that are back.
public sealed class SharedPagePool<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _memory;
    private readonly Shared<THal>[] _pages;
    private readonly Stack<int> _free = new();
    private bool _disposed;

    public SharedPagePool(int pages)
    {
        _memory = new PinnedBuffer(pages * HalConstants.PageSize);
        _pages = new Shared<THal>[pages];
        try
        {
            for (int i = 0; i < pages; i++)
            {
                DmaBuffer page = _memory.Buffer.Slice(i * HalConstants.PageSize, HalConstants.PageSize);
                _pages[i] = new Shared<THal>(page, BufferDirection.DeviceToDriver);
                _free.Push(i);
            }
        }
        catch (DmaException)
        {
            EndAll();
            throw;
        }
    }

    public bool TryTake(out int token, out PhysAddr address)
    {
        if (!_free.TryPop(out token))
        {
            address = default;
            return false;
        }

        address = _pages[token].Paddr;
        return true;
    }

    public void Put(int token) => _free.Push(token);

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        if (_free.Count != _pages.Length)
        {
            throw new InvalidOperationException("pages are still out");
        }

        _disposed = true;
        _free.Clear();
        EndAll();
    }

    private void EndAll()
    {
        // An element that was never filled is default and ends nothing.
        foreach (Shared<THal> page in _pages)
        {
            page.Unshare();
        }

        _memory.Dispose();
    }
}
