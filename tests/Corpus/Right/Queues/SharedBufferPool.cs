using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Buffers that stay shared while they are in the pool: a receive path rents one by one.</summary>
public sealed class SharedBufferPool<THal> : IDisposable
    where THal : struct, IHal
{
    public readonly record struct Lease(PinnedBuffer Memory, PhysAddr Paddr);

    private readonly ConcurrentBag<Lease> _idle = [];
    private readonly int _size;
    private readonly int _most;
    private int _made;

    public SharedBufferPool(int size, int most) => (_size, _most) = (size, most);

    public bool TryRent(out Lease lease)
    {
        if (_idle.TryTake(out lease))
        {
            return true;
        }

        if (Interlocked.Increment(ref _made) > _most)
        {
            Interlocked.Decrement(ref _made);
            return false;
        }

        var memory = new PinnedBuffer(_size);
        try
        {
            lease = new Lease(memory, THal.Share(memory.Buffer, DeviceToDriver));
            return true;
        }
        catch (DmaException)
        {
            memory.Dispose();
            Interlocked.Decrement(ref _made);
            return false;
        }
    }

    /// <summary>Ends the share, hands out the bytes, and shares the memory again.</summary>
    public void Consume(Lease lease, int written, ReadOnlySpanAction<byte, int> use)
    {
        DmaBuffer buffer = lease.Memory.Buffer;
        THal.Unshare(lease.Paddr, buffer, DeviceToDriver);
        use(buffer.AsReadOnlySpan()[..written], written);
        PhysAddr again = THal.Share(buffer, DeviceToDriver);
        _idle.Add(lease with { Paddr = again });
    }

    public void Return(Lease lease) => _idle.Add(lease);

    public void Dispose()
    {
        while (_idle.TryTake(out Lease lease))
        {
            THal.Unshare(lease.Paddr, lease.Memory.Buffer, DeviceToDriver);
            lease.Memory.Dispose();
        }
    }
}
