using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Random bytes from the device, through a small reserve that is filled as a whole.</summary>
public sealed class EntropySource<THal>(Queue queue, Action notify) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _reserve = new(256);
    private readonly Lock _gate = new();
    private int _left;

    public void Fill(Span<byte> destination)
    {
        lock (_gate)
        {
            for (int filled = 0; filled < destination.Length;)
            {
                if (_left == 0)
                {
                    Refill();
                }

                int count = Math.Min(_left, destination.Length - filled);
                Span<byte> part = _reserve.Buffer.AsSpan().Slice(_left - count, count);
                part.CopyTo(destination[filled..]);
                part.Clear();
                _left -= count;
                filled += count;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _reserve.Dispose();
        }
    }

    private void Refill()
    {
        DmaBuffer reserve = _reserve.Buffer;
        PhysAddr paddr = THal.Share(reserve, DeviceToDriver);
        queue.Add(paddr, reserve);
        notify();
        PhysAddr back;
        while (!queue.TryPop(out back, out _))
        {
            Thread.SpinWait(100);
        }

        THal.Unshare(paddr, reserve, DeviceToDriver);
        if (back != paddr)
        {
            throw new DeviceException($"the device returned {back}, not {paddr}");
        }

        _left = reserve.Length;
    }
}
