using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A random generator that fills a page at a time; readers take from what is there.</summary>
public sealed class RandomSource<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _pool = new(HalConstants.PageSize);
    private readonly object _gate = new();
    private int _available;

    public int Read(Span<byte> into)
    {
        int copied = 0;
        lock (_gate)
        {
            while (copied < into.Length)
            {
                if (_available == 0 && !Refill())
                {
                    break;
                }

                int take = Math.Min(_available, into.Length - copied);
                Span<byte> from = _pool.Buffer.AsSpan().Slice(_available - take, take);
                from.CopyTo(into[copied..]);
                from.Clear();
                _available -= take;
                copied += take;
            }
        }

        return copied;
    }

    private bool Refill()
    {
        DmaBuffer buffer = _pool.Buffer;
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        bool filled = device.Submit(address, buffer.Length) && WaitOrReset();
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        _available = filled ? buffer.Length : 0;
        return filled;
    }

    private bool WaitOrReset()
    {
        for (int i = 0; i < 5; i++)
        {
            if (device.Wait(20))
            {
                return true;
            }
        }

        device.Reset();
        return false;
    }

    public void Dispose() => _pool.Dispose();
}
