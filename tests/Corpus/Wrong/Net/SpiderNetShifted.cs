using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (spider_net): everything in the array is a share plus 64.
internal sealed class DescriptorChain<THal>
    where THal : struct, IHal
{
    private const int Headroom = 64;
    private readonly Ring _ring;
    private readonly DmaBuffer[] _buffers;
    private readonly PhysAddr[] _starts;

    public DescriptorChain(Ring ring, DmaBuffer[] buffers)
    {
        _ring = ring;
        _buffers = buffers;
        _starts = new PhysAddr[buffers.Length];
    }

    public void Fill()
    {
        for (int i = 0; i < _buffers.Length; i++)
        {
            _starts[i] = THal.Share(_buffers[i], DeviceToDriver) + Headroom;
            _ring.Post(i, _starts[i], _buffers[i].Length - Headroom);
        }

        _ring.Doorbell();
    }

    public void Drain()
    {
        _ring.Stop();
        for (int i = 0; i < _buffers.Length; i++)
        {
            THal.Unshare(_starts[i], _buffers[i], DeviceToDriver); //! HAL1001
        }
    }
}
