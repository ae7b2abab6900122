using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Keeps what was enqueued beside its receipt until that says that it is done.</summary>
public sealed class TicketedQueue<THal>(VendorQueue queue) : IDisposable
    where THal : struct, IHal
{
    private readonly List<(Ticket Ticket, PhysAddr Address, DmaBuffer Buffer)> _waiting = [];

    public bool Enqueue(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, Both);
        Ticket? ticket = queue.Enqueue(address, buffer);
        if (ticket is null)
        {
            THal.Unshare(address, buffer, Both);
            return false;
        }

        _waiting.Add((ticket, address, buffer));
        return true;
    }

    public int Collect() => _waiting.RemoveAll(static entry =>
    {
        if (!entry.Ticket.IsDone)
        {
            return false;
        }

        THal.Unshare(entry.Address, entry.Buffer, Both);
        return true;
    });

    public void Dispose()
    {
        foreach (var (ticket, address, buffer) in _waiting)
        {
            if (!ticket.IsDone && !queue.TryCancel(address))
            {
                // The queue cannot be stopped: to take the memory back would be worse than to lose it.
                DmaOwnership.Abandon<THal>(address);
                continue;
            }

            THal.Unshare(address, buffer, Both);
        }

        _waiting.Clear();
    }
}
