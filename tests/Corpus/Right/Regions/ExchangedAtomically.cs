using System;
using System.Threading;
using Devices;
using Hal;

/// <summary>Regions change hands by Interlocked: whoever takes the old one out of the field disposes it.</summary>
public sealed class AtomicRegions<THal> : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _current;

    public void Replace(nuint pages)
    {
        var fresh = new Dma<THal>(pages, BufferDirection.Both);
        Interlocked.Exchange(ref _current, fresh)?.Dispose();
    }

    public PhysAddr Ensure()
    {
        Dma<THal>? existing = Volatile.Read(ref _current);
        if (existing is null)
        {
            var made = new Dma<THal>(1, BufferDirection.Both);
            existing = Interlocked.CompareExchange(ref _current, made, null);
            if (existing is null)
            {
                return made.Paddr;
            }

            made.Dispose();
        }

        return existing.Paddr;
    }

    public void EnsureLazily() => LazyInitializer.EnsureInitialized(ref _current, () => new Dma<THal>(1, BufferDirection.Both));

    public void Dispose() => Interlocked.Exchange(ref _current, null)?.Dispose();
}
