using System;
using System.Threading;
using Hal;

namespace Drivers;

/// <summary>Scratch memory that is made on first use: looked at, made outside the lock, looked at again.</summary>
public sealed class LazyScratch<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private readonly nuint _pages;
    private Dma<THal>? _memory;
    private bool _closed;

    public LazyScratch(nuint pages) => _pages = pages;

    public Dma<THal>? Get()
    {
        if (Volatile.Read(ref _memory) is { } ready)
        {
            return ready;
        }

        if (!Dma<THal>.TryCreate(_pages, BufferDirection.Both, out Dma<THal>? fresh))
        {
            return null;
        }

        lock (_gate)
        {
            if (!_closed && _memory is null)
            {
                _memory = fresh;
                return fresh;
            }
        }

        fresh.Dispose();
        lock (_gate)
        {
            return _memory;
        }
    }

    public void Dispose()
    {
        Dma<THal>? memory;
        lock (_gate)
        {
            _closed = true;
            memory = _memory;
            _memory = null;
        }

        memory?.Dispose();
    }
}
