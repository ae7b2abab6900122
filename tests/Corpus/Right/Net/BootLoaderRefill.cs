using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A network boot loader's receive ring: refilled up to its fill level, emptied when it is closed.</summary>
public sealed class RefillRing<THal>(NetPort port, Ring ring)
    where THal : struct, IHal
{
    private const int Fill = 16;
    private const int Mask = 31;

    private readonly (Packet? Packet, PhysAddr Paddr)[] _packets = new (Packet?, PhysAddr)[Mask + 1];
    private uint _producer;
    private uint _consumer;

    public void Refill()
    {
        uint before = _producer;
        while (_producer - _consumer < Fill)
        {
            if (port.Allocate(2048) is not { } packet)
            {
                break;
            }

            packet.Length = packet.Capacity;
            PhysAddr paddr = THal.Share(packet.Buffer, DeviceToDriver);
            _packets[_producer & Mask] = (packet, paddr);
            ring.Post((int)(_producer & Mask), paddr, packet.Length);
            _producer++;
        }

        if (_producer != before)
        {
            ring.Doorbell();
        }
    }

    public void Poll()
    {
        while (_consumer != _producer && ring.IsDone((int)(_consumer & Mask)))
        {
            (Packet? packet, PhysAddr paddr) = _packets[_consumer & Mask];
            _packets[_consumer & Mask] = default;
            _consumer++;
            THal.Unshare(paddr, packet!.Buffer, DeviceToDriver);
            port.Deliver(packet);
        }

        Refill();
    }

    public void Close()
    {
        ring.Stop();
        while (_consumer != _producer)
        {
            ref var entry = ref _packets[_consumer++ & Mask];
            THal.Unshare(entry.Paddr, entry.Packet!.Buffer, DeviceToDriver);
            entry.Packet.Free();
            entry = default;
        }
    }
}
