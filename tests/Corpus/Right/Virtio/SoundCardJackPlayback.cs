using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A virtual sound card: the number of playing periods follows the water level of the queue. What the queue hands back is ended with what
// it handed back; a full queue ends at once what it did not take.
public sealed class PeriodFeeder<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue;
    private readonly Queue<DmaBuffer> _free;
    private int _playing;

    public PeriodFeeder(Queue queue, IEnumerable<DmaBuffer> periods)
    {
        _queue = queue;
        _free = new Queue<DmaBuffer>(periods);
    }

    public int Playing => _playing;

    public int Feed(Func<DmaBuffer, bool> fill)
    {
        Reclaim();
        int fed = 0;
        while (_free.TryPeek(out DmaBuffer period))
        {
            if (!fill(period))
            {
                break;
            }

            PhysAddr address = THal.Share(period, BufferDirection.DriverToDevice);
            int error = _queue.AddOrError(address, period);
            if (error < 0)
            {
                THal.Unshare(address, period, BufferDirection.DriverToDevice);
                break;
            }

            _free.Dequeue();
            _playing++;
            fed++;
        }

        return fed;
    }

    public void Reclaim()
    {
        while (_playing > 0 && _queue.TryPop(out PhysAddr address, out DmaBuffer period))
        {
            THal.Unshare(address, period, BufferDirection.DriverToDevice);
            _free.Enqueue(period);
            _playing--;
        }
    }

    public bool Drain(int milliseconds)
    {
        Deadline deadline = Deadline.In(milliseconds);
        while (_playing > 0 && !deadline.Expired)
        {
            Reclaim();
        }

        return _playing == 0;
    }
}
