using System;
using Devices;
using Hal;

namespace Drivers;

// A random-number driver that refills a pool from the device when it runs low. The pool hands out bytes only from the part that was
// filled, and the buffer is never shared while it hands out.
internal sealed class EntropyPool<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _source;
    private readonly PinnedBuffer _pool = new(1024);
    private readonly object _lock = new();
    private int _next;
    private int _filled;

    public EntropyPool(Device source) => _source = source;

    public int Fill(Span<byte> destination)
    {
        lock (_lock)
        {
            int copied = 0;
            while (copied < destination.Length)
            {
                if (_next == _filled && !Refill())
                {
                    break;
                }

                int count = Math.Min(_filled - _next, destination.Length - copied);
                Span<byte> bytes = _pool.Buffer.AsSpan().Slice(_next, count);
                bytes.CopyTo(destination[copied..]);
                bytes.Clear();
                _next += count;
                copied += count;
            }

            return copied;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _next = _filled = 0;
            _pool.Dispose();
        }
    }

    private bool Refill()
    {
        DmaBuffer pool = _pool.Buffer;
        PhysAddr address = THal.Share(pool, BufferDirection.DeviceToDriver);
        bool filled = _source.Submit(address, pool.Length);
        if (filled && !_source.Wait(100))
        {
            _source.Reset();
            filled = false;
        }

        THal.Unshare(address, pool, BufferDirection.DeviceToDriver);
        _next = 0;
        _filled = filled ? (int)Math.Min(_source.ReadRegister(4), (uint)pool.Length) : 0;
        return _filled > 0;
    }
}
