using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Outstanding buffers by their device address, as a completion names them.</summary>
public sealed class ByAddress<THal>(Queue queue)
    where THal : struct, IHal
{
    private readonly Dictionary<PhysAddr, (DmaBuffer Buffer, BufferDirection Direction)> _live = [];

    public int Live => _live.Count;

    public bool Submit(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr address = THal.Share(buffer, direction);
        if (!_live.TryAdd(address, (buffer, direction)))
        {
            THal.Unshare(address, buffer, direction);
            throw new InvalidOperationException($"{address} is in flight already");
        }

        if (queue.TryAdd(address, buffer))
        {
            return true;
        }

        _live.Remove(address);
        THal.Unshare(address, buffer, direction);
        return false;
    }

    public int Complete()
    {
        int count = 0;
        while (queue.TryPop(out PhysAddr address, out _))
        {
            if (_live.Remove(address, out var entry))
            {
                THal.Unshare(address, entry.Buffer, entry.Direction);
                count++;
            }
            else
            {
                Log.Address(address);
            }
        }

        return count;
    }

    public void Reset(Device device)
    {
        device.Reset();
        foreach ((PhysAddr address, (DmaBuffer buffer, BufferDirection direction)) in _live)
        {
            THal.Unshare(address, buffer, direction);
        }

        _live.Clear();
    }
}
