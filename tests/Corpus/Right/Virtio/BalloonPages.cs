using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A balloon: pages that were given to the host are kept in a stack and come back in reverse order.</summary>
public sealed class Balloon<THal>(Device host) : IDisposable
    where THal : struct, IHal
{
    private readonly Stack<Dma<THal>> _pages = new();

    public int Pages => _pages.Count;

    public int Resize(int target)
    {
        while (_pages.Count < target && Inflate())
        {
        }

        while (_pages.Count > target)
        {
            Deflate();
        }

        return _pages.Count;
    }

    public void Dispose() => Resize(0);

    private bool Inflate()
    {
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? page))
        {
            return false;
        }

        if (!host.Submit(page.Paddr, HalConstants.PageSize))
        {
            page.Dispose();
            return false;
        }

        _pages.Push(page);
        return true;
    }

    private void Deflate()
    {
        Dma<THal> page = _pages.Pop();
        host.WriteRegister(8, page.Paddr.Value);
        host.Wait(1000);
        page.Dispose();
    }
}
