using System;
using Devices;
using Hal;

namespace Drivers;

// A hardware random source that fills a pool of bytes ahead of its readers. The pool is refilled under a lock, with a share for each
// refill, and bytes are handed out only once.
public sealed class EntropyPool<THal> : IDisposable
    where THal : struct, IHal
{
    private const int PoolBytes = 256;

    private readonly Device _source;
    private readonly object _gate = new();
    private readonly PinnedBuffer _pool = new(PoolBytes);
    private int _available;

    public EntropyPool(Device source) => _source = source;

    public int Read(Span<byte> into)
    {
        int total = 0;
        lock (_gate)
        {
            while (!into.IsEmpty)
            {
                if (_available == 0 && !Refill())
                {
                    break;
                }

                int count = Math.Min(into.Length, _available);
                Span<byte> taken = _pool.Buffer.AsSpan().Slice(_available - count, count);
                taken.CopyTo(into);
                taken.Clear();
                _available -= count;
                into = into[count..];
                total += count;
            }
        }

        return total;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _available = 0;
            _pool.Buffer.AsSpan().Clear();
            _pool.Dispose();
        }
    }

    private bool Refill()
    {
        PhysAddr address = THal.Share(_pool.Buffer, BufferDirection.DeviceToDriver);
        bool filled = _source.Submit(address, PoolBytes);
        if (filled && !_source.Wait(1000))
        {
            _source.Reset();
            filled = false;
        }

        THal.Unshare(address, _pool.Buffer, BufferDirection.DeviceToDriver);
        if (filled)
        {
            _available = PoolBytes;
        }

        return filled;
    }
}
