using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;

public sealed class LockedQueue<THal>(Queue queue, Device device) where THal : struct, IHal
{
    private readonly object _gate = new();
    private readonly Queue<Shared<THal>> _pending = new();

    public bool Post(DmaBuffer b)
    {
        var s = new Shared<THal>(b, BufferDirection.DriverToDevice);
        lock (_gate)
        {
            if (queue.IsFull)
            {
                s.Unshare();
                return false;
            }

            queue.Add(s.Paddr, b);
            _pending.Enqueue(s);
        }

        device.Kick();
        return true;
    }

    public void Reap()
    {
        Shared<THal> s;
        lock (_gate)
        {
            if (!queue.TryPop(out _, out _) || !_pending.TryDequeue(out s))
            {
                return;
            }
        }

        s.Unshare();
    }

    public async Task DrainAsync()
    {
        while (true)
        {
            Reap();
            lock (_gate)
            {
                if (_pending.Count == 0)
                {
                    return;
                }
            }

            await device.DoneAsync();
        }
    }
}
