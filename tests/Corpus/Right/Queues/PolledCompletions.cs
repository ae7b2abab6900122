using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like Linux io_poll: the submitter spins on its own command, and others are completed on the way. A table by command number; whoever
// finds an entry done takes it out under the lock and ends it.
public sealed class PolledQueue<THal>
    where THal : struct, IHal
{
    private readonly object _lock = new();
    private readonly NvmeQueue _queue;
    private readonly Dictionary<int, Shared<THal>> _running = [];

    public PolledQueue(NvmeQueue queue) => _queue = queue;

    public bool Read(DmaBuffer into)
    {
        int command;
        lock (_lock)
        {
            var share = new Shared<THal>(into, BufferDirection.DeviceToDriver);
            command = _queue.Submit(0x02, share.Paddr, default);
            if (command < 0)
            {
                share.Unshare();
                return false;
            }

            _running[command] = share;
            _queue.RingDoorbell();
        }

        while (!TryComplete(command))
        {
            Thread.SpinWait(20);
        }

        return _queue.Error == 0;
    }

    private bool TryComplete(int command)
    {
        lock (_lock)
        {
            foreach (int other in new List<int>(_running.Keys))
            {
                if (_queue.IsDone(other) && _running.Remove(other, out Shared<THal> share))
                {
                    share.Unshare();
                }
            }

            return !_running.ContainsKey(command);
        }
    }
}
