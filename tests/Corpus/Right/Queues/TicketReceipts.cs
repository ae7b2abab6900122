using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A vendor queue gives a receipt for every entry, or null: a dictionary by receipt number. No receipt means that nothing was taken; a
// receipt that is done ends the entry and leaves the table.
public sealed class ReceiptWriter<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Dictionary<int, (Ticket Ticket, Shared<THal> Data)> _open = new();

    public ReceiptWriter(VendorQueue queue) => _queue = queue;

    public int? Write(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        if (_queue.Enqueue(share.Paddr, data) is not { } ticket)
        {
            share.Unshare();
            return null;
        }

        _open.Add(ticket.Number, (ticket, share));
        return ticket.Number;
    }

    public bool TryComplete(int number)
    {
        if (!_open.TryGetValue(number, out var entry) || !entry.Ticket.IsDone)
        {
            return false;
        }

        _open.Remove(number);
        entry.Data.Unshare();
        return true;
    }

    public int CompleteAll()
    {
        int count = 0;
        foreach (int number in new List<int>(_open.Keys))
        {
            if (TryComplete(number))
            {
                count++;
            }
        }

        return count;
    }
}
