using Devices;
using Hal;

namespace Drivers;

// Like ALSA's dmaengine PCM with periods: each period is a share of a slice, queued and ended in order. Two counters that only rise name
// the queued periods; their difference is never above the count.
public sealed class PeriodQueue<THal>(Ring ring, DmaBuffer pcm, int periods)
    where THal : struct, IHal
{
    private readonly PhysAddr[] _queued = new PhysAddr[periods];
    private uint _in;
    private uint _out;

    private int PeriodBytes => pcm.Length / periods;

    public bool QueuePeriod()
    {
        if (_in - _out == (uint)periods)
        {
            return false;
        }

        int slot = (int)(_in % (uint)periods);
        DmaBuffer period = Period(slot);
        PhysAddr address = THal.Share(period, BufferDirection.DriverToDevice);
        if (!ring.TryPost(address, period.Length, out _))
        {
            THal.Unshare(address, period, BufferDirection.DriverToDevice);
            return false;
        }

        _queued[slot] = address;
        _in++;
        ring.Doorbell();
        return true;
    }

    public int Elapsed()
    {
        int elapsed = 0;
        while (_in != _out && ring.TryTake(out _, out _))
        {
            EndOldest();
            elapsed++;
        }

        return elapsed;
    }

    public void Drop()
    {
        ring.Stop();
        while (_in != _out)
        {
            EndOldest();
        }
    }

    private void EndOldest()
    {
        int slot = (int)(_out++ % (uint)periods);
        THal.Unshare(_queued[slot], Period(slot), BufferDirection.DriverToDevice);
    }

    private DmaBuffer Period(int slot) => pcm.Slice(slot * PeriodBytes, PeriodBytes);
}
