using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A bounded queue with Monitor: producers wait for room, the consumer ends the shares.
public sealed class MonitorQueue<THal>
    where THal : struct, IHal
{
    private readonly Queue<(PhysAddr Paddr, DmaBuffer Buffer)> _queue = new();
    private readonly object _gate = new();
    private bool _closed;

    public bool Put(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        lock (_gate)
        {
            while (_queue.Count == 16 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            if (!_closed)
            {
                _queue.Enqueue((paddr, buffer));
                Monitor.PulseAll(_gate);
                return true;
            }
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return false;
    }

    public void Drain(Device device)
    {
        while (true)
        {
            (PhysAddr Paddr, DmaBuffer Buffer) item;
            lock (_gate)
            {
                while (_queue.Count == 0)
                {
                    if (_closed)
                    {
                        return;
                    }

                    Monitor.Wait(_gate);
                }

                item = _queue.Dequeue();
                Monitor.PulseAll(_gate);
            }

            if (device.Submit(item.Paddr, item.Buffer.Length))
            {
                device.Wait(100);
            }

            THal.Unshare(item.Paddr, item.Buffer, DriverToDevice);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
