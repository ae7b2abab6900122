using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>In-order receive of a radio: the device names buffers by address, the driver finds them in a table.</summary>
public sealed class InOrderReceive<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private readonly Dictionary<PhysAddr, Packet> _byAddress = new(512);

    public int Fill(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (port.Allocate(1920) is not { } packet)
            {
                return -12;
            }

            PhysAddr paddr = THal.Share(packet.Buffer, BufferDirection.DeviceToDriver);
            _byAddress[paddr] = packet;
            if (!ring.TryPost(paddr, packet.Length, out _))
            {
                _byAddress.Remove(paddr);
                THal.Unshare(paddr, packet.Buffer, BufferDirection.DeviceToDriver);
                packet.Free();
                return -28;
            }
        }

        return 0;
    }

    private Packet? Pop(ulong low, uint high)
    {
        var paddr = new PhysAddr(((ulong)high << 32) | (low & 0xFFFF_FFFF));
        if (!_byAddress.Remove(paddr, out Packet? packet))
        {
            return null;
        }

        THal.Unshare(paddr, packet.Buffer, BufferDirection.DeviceToDriver);
        return packet;
    }

    public void Indication(ReadOnlySpan<(uint Low, uint High)> list)
    {
        foreach ((uint low, uint high) in list)
        {
            Packet? packet = Pop(low, high);
            if (packet is null)
            {
                continue;
            }

            port.Deliver(packet);
        }
    }

    public void FreeAll()
    {
        ring.Stop();
        foreach ((PhysAddr paddr, Packet packet) in _byAddress)
        {
            THal.Unshare(paddr, packet.Buffer, BufferDirection.DeviceToDriver);
            packet.Free();
        }

        _byAddress.Clear();
    }
}
