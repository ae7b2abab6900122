using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/bnxt): the field holds the share, and the headroom is added where it is posted.
internal sealed class ReceiveSlot<THal>(Ring ring, DmaBuffer mbuf)
    where THal : struct, IHal
{
    private const ulong Headroom = 128;

    private PhysAddr _start;
    private bool _armed;

    public void Arm(int index)
    {
        if (_armed)
        {
            return;
        }

        _start = THal.Share(mbuf, DeviceToDriver);
        _armed = true;
        ring.Post(index, _start + Headroom, mbuf.Length - (int)Headroom);
    }

    public void Stop()
    {
        ring.Stop();
        if (!_armed)
        {
            return;
        }

        _armed = false;
        THal.Unshare(_start, mbuf, DeviceToDriver);
    }
}
