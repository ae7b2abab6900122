using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux wireless (rtw89): a packet without room for a descriptor is dropped and stays mapped.
public sealed unsafe class Rtw89Transmit<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private readonly Stack<(PhysAddr Address, Packet Packet)> _pending = new();

    public int Queue(Packet packet)
    {
        PhysAddr address = THal.Share(packet.Buffer, DriverToDevice); //! HAL1002 (no fix: handed over)
        if (!ring.IsFull && port.LinkUp)
        {
            ring.Post(ring.Head, address, packet.Length);
            _pending.Push((address, packet));
            return 0;
        }

        return ring.IsFull ? -28 : -100;
    }

    public void Flush()
    {
        ring.Doorbell();
        while (port.ReapTransmitted() < _pending.Count)
        {
        }

        while (_pending.TryPop(out (PhysAddr Address, Packet Packet) entry))
        {
            THal.Unshare(entry.Address, entry.Packet.Buffer, DriverToDevice);
            entry.Packet.Free();
        }
    }
}
