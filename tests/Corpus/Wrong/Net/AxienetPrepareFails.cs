using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (axienet): a packet for which there is no descriptor is dropped while it is mapped.
internal sealed class AxienetTransmit<THal>(VendorQueue channel)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (PhysAddr Address, DmaBuffer Data, Packet Packet)> _sent = [];

    public long Dropped { get; private set; }

    public bool Transmit(Packet packet)
    {
        DmaBuffer data = packet.Buffer;
        PhysAddr paddr = THal.Share(data, BufferDirection.DriverToDevice); //! HAL1002
        Ticket? ticket = channel.Enqueue(paddr, data);
        if (ticket is null)
        {
            Dropped++;
            packet.Free();
            return false;
        }

        _sent.Add(ticket.Number, (paddr, data, packet));
        return true;
    }

    public void Complete(Ticket ticket)
    {
        if (_sent.Remove(ticket.Number, out var entry))
        {
            THal.Unshare(entry.Address, entry.Data, BufferDirection.DriverToDevice);
            entry.Packet.Free();
        }
    }
}
