using System;
using System.Collections.Generic;
using Devices;
using Hal;

public sealed class HotUnplug<THal>(Queue queue, Device device) where THal : struct, IHal
{
    private readonly Dictionary<PhysAddr, (DmaBuffer Buffer, BufferDirection Direction, Action<bool> Done)> _inFlight = [];
    private bool _gone;

    public bool Submit(DmaBuffer buffer, BufferDirection direction, Action<bool> done)
    {
        if (_gone)
        {
            return false;
        }

        PhysAddr a = THal.Share(buffer, direction);
        if (!queue.TryAdd(a, buffer))
        {
            THal.Unshare(a, buffer, direction);
            return false;
        }

        _inFlight.Add(a, (buffer, direction, done));
        device.Kick();
        return true;
    }

    public void Interrupt()
    {
        while (queue.TryPop(out PhysAddr a, out _))
        {
            if (!_inFlight.Remove(a, out var entry))
            {
                throw new DeviceException("an unknown completion");
            }

            THal.Unshare(a, entry.Buffer, entry.Direction);
            entry.Done(true);
        }
    }

    public void Unplug()
    {
        _gone = true;
        device.Reset();
        foreach (var (a, (buffer, direction, done)) in _inFlight)
        {
            THal.Unshare(a, buffer, direction);
            done(false);
        }

        _inFlight.Clear();
    }
}
