using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A receive queue is refilled only when it has sunk to a low-water mark, and then to the brim. The number that is out goes up with each
// entry taken and down with each popped; draining pops to the end.
public sealed class WatermarkedReceive<THal>
    where THal : struct, IHal
{
    private const int LowWater = 8;
    private readonly Queue _queue;
    private readonly Stack<DmaBuffer> _free = new();
    private int _out;

    public WatermarkedReceive(Queue queue, IEnumerable<DmaBuffer> buffers)
    {
        _queue = queue;
        foreach (DmaBuffer buffer in buffers)
        {
            _free.Push(buffer);
        }
    }

    public int Poll(int budget, Action<DmaBuffer> onFrame)
    {
        int handled = 0;
        for (; handled < budget && _queue.TryPop(out PhysAddr address, out DmaBuffer buffer); handled++)
        {
            _out--;
            THal.Unshare(address, buffer, DeviceToDriver);
            onFrame(buffer);
            _free.Push(buffer);
        }

        if (_out <= LowWater)
        {
            Refill();
        }

        return handled;
    }

    public bool Drain(Device device)
    {
        device.Reset();
        while (_out > 0 && _queue.TryPop(out PhysAddr address, out DmaBuffer buffer))
        {
            _out--;
            THal.Unshare(address, buffer, DeviceToDriver);
            _free.Push(buffer);
        }

        return _out == 0;
    }

    private void Refill()
    {
        while (_free.TryPop(out DmaBuffer buffer))
        {
            PhysAddr address = THal.Share(buffer, DeviceToDriver);
            if (!_queue.TryAdd(address, buffer))
            {
                THal.Unshare(address, buffer, DeviceToDriver);
                _free.Push(buffer);
                return;
            }

            _out++;
        }
    }
}
