using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in OpenWrt: "qualcommbe: ppe: fix the Rx buffer DMA mapping lifecycle" (patch 0421): the clean-up of a ring that could
// not be filled freed the packets and forgot their mappings.
public sealed unsafe class PpeFillRing<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly NetPort _port;
    private readonly Packet[] _packets;
    private readonly PhysAddr[] _mapped;

    public PpeFillRing(Ring ring, NetPort port)
    {
        _ring = ring;
        _port = port;
        _packets = new Packet[ring.Size];
        _mapped = new PhysAddr[ring.Size];
    }

    public int Fill(int size)
    {
        var packets = new List<Packet>();
        var addresses = new List<PhysAddr>();
        for (int i = 0; i < _ring.Size; i++)
        {
            Packet? packet = _port.Allocate(size);
            if (packet is null)
            {
                for (int k = 0; k < packets.Count; k++)
                {
                    packets[k].Free();
                }

                return -12;
            }

            addresses.Add(THal.Share(new DmaBuffer(packet.Data, size), DeviceToDriver)); //! HAL1002 (no fix: table)
            packets.Add(packet);
        }

        for (int i = 0; i < packets.Count; i++)
        {
            _packets[i] = packets[i];
            _mapped[i] = addresses[i];
            _ring.Post(i, addresses[i], size);
        }

        _ring.Doorbell();
        return packets.Count;
    }

    public void Drain(int size)
    {
        _ring.Stop();
        for (int i = 0; i < _packets.Length; i++)
        {
            THal.Unshare(_mapped[i], new DmaBuffer(_packets[i].Data, size), DeviceToDriver);
            _packets[i].Free();
        }
    }
}
