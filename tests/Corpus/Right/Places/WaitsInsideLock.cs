using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

/// <summary>Monitor.Wait and Pulse around a table of shares; the waiter ends its own share when the interrupt has marked it.</summary>
public sealed class CondVarQueue<THal>
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private readonly Dictionary<PhysAddr, bool> _done = new();
    private readonly Device _device = new();

    public bool Run(DmaBuffer data, TimeSpan limit)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        bool finished;
        lock (_gate)
        {
            _done[at] = false;
            _device.Program(at, data.Length);
            while (!(finished = _done[at]) && Monitor.Wait(_gate, limit))
            {
            }

            _done.Remove(at);
        }

        if (!finished)
        {
            _device.Reset();
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return finished;
    }

    public void Interrupt(PhysAddr at)
    {
        lock (_gate)
        {
            if (_done.ContainsKey(at))
            {
                _done[at] = true;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
