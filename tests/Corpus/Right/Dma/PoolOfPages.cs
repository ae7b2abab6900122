using System;
using System.Collections.Concurrent;
using Devices;
using Hal;

/// <summary>A pool rents out regions and takes them back; what it holds at the end it disposes.</summary>
public sealed class PagePool<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly ConcurrentBag<Dma<THal>> _free = new();

    public Dma<THal> Rent() => _free.TryTake(out Dma<THal>? page) ? page : new Dma<THal>(1, BufferDirection.Both);

    public void Return(Dma<THal> page)
    {
        page.AsSpan().Clear();
        _free.Add(page);
    }

    public void Dispose()
    {
        while (_free.TryTake(out Dma<THal>? page))
        {
            page.Dispose();
        }
    }
}

/// <summary>Its user.</summary>
public sealed class PoolUser<THal>
    where THal : struct, IHal
{
    private readonly PagePool<THal> _pool = new();
    private readonly Device _device = new();

    public bool Run(ReadOnlySpan<byte> request)
    {
        Dma<THal> page = _pool.Rent();
        try
        {
            request.CopyTo(page.AsSpan());
            return _device.Submit(page.Paddr, request.Length);
        }
        finally
        {
            _pool.Return(page);
        }
    }
}
