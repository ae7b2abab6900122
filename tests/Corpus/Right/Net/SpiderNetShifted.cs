using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spider_net): the table keeps the shares, and the headroom is added where they are posted.
internal sealed class DescriptorChain<THal>
    where THal : struct, IHal
{
    private const int Headroom = 64;
    private readonly Ring _ring;
    private readonly DmaBuffer[] _buffers;
    private readonly PhysAddr[] _starts;
    private bool _filled;

    public DescriptorChain(Ring ring, DmaBuffer[] buffers)
    {
        _ring = ring;
        _buffers = buffers;
        _starts = new PhysAddr[buffers.Length];
    }

    public void Fill()
    {
        if (_filled)
        {
            return;
        }

        _filled = true;
        for (int i = 0; i < _buffers.Length; i++)
        {
            _starts[i] = THal.Share(_buffers[i], DeviceToDriver);
            _ring.Post(i, _starts[i] + Headroom, _buffers[i].Length - Headroom);
        }

        _ring.Doorbell();
    }

    public void Drain()
    {
        _ring.Stop();
        if (!_filled)
        {
            return;
        }

        _filled = false;
        for (int i = 0; i < _buffers.Length; i++)
        {
            THal.Unshare(_starts[i], _buffers[i], DeviceToDriver);
        }
    }
}
