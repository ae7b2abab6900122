using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Memory that is made at first use, by whichever thread comes first.</summary>
public sealed class LazyRing<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _ring;

    public Dma<THal>? Ring
    {
        get
        {
            if (Volatile.Read(ref _ring) is { } made)
            {
                return made;
            }

            if (!Dma<THal>.TryCreate(2, Both, out Dma<THal>? fresh))
            {
                return null;
            }

            if (Interlocked.CompareExchange(ref _ring, fresh, null) is { } earlier)
            {
                fresh.Dispose();
                return earlier;
            }

            device.Program(fresh.Paddr, (int)fresh.Length);
            return fresh;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ring, null) is { } ring)
        {
            device.Reset();
            ring.Dispose();
        }
    }
}
