using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in DPDK (net/bnxt): the field holds the share moved by the headroom, and Stop unshares by it.
internal sealed class ReceiveSlot<THal>(Ring ring, DmaBuffer mbuf)
    where THal : struct, IHal
{
    private const ulong Headroom = 128;

    private PhysAddr _data;
    private bool _armed;

    public void Arm(int index)
    {
        if (_armed)
        {
            return;
        }

        PhysAddr start = THal.Share(mbuf, DeviceToDriver);
        _data = start + Headroom;
        _armed = true;
        ring.Post(index, _data, mbuf.Length - (int)Headroom);
    }

    public void Stop()
    {
        ring.Stop();
        if (!_armed)
        {
            return;
        }

        _armed = false;
        THal.Unshare(_data, mbuf, DeviceToDriver); //! HAL1001
    }
}
