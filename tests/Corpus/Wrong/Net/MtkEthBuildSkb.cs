using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: ethernet: mtk_eth_soc: unmap RX data before calling build_skb" (5196c4178549): the frame's header was
// read while the buffer was still the device's.
public sealed unsafe class MtkEthReceive<THal>
    where THal : struct, IHal
{
    private const int VlanHeader = 4;

    private readonly NetPort _port;
    private readonly Device _ring;

    public MtkEthReceive(NetPort port, Device ring)
    {
        _port = port;
        _ring = ring;
    }

    public long TaggedFrames { get; private set; }

    public bool PollOne(Packet packet)
    {
        var data = new DmaBuffer(packet.Data, packet.Capacity);
        PhysAddr paddr = THal.Share(data, DeviceToDriver);
        _ring.Program(paddr, data.Length);
        _ring.Kick();
        if (!_ring.Wait(10))
        {
            _ring.Reset();
            THal.Unshare(paddr, data, DeviceToDriver);
            return false;
        }

        int protocol = (data[12] << 8) | data[13]; //! HAL1007
        if (protocol == 0x8100)
        {
            TaggedFrames++;
        }

        packet.Length = _ring.Status - (protocol == 0x8100 ? VlanHeader : 0);
        THal.Unshare(paddr, data, DeviceToDriver);
        _port.Deliver(packet);
        return true;
    }
}
