using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A queue that gives out receipts for what it takes. No receipt means that the entry is still the driver's and is ended; a receipt is
// kept with what it is for.
internal sealed class OfferedByReceipt<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly List<(Ticket Ticket, Shared<THal> Share)> _open = [];

    public OfferedByReceipt(VendorQueue queue) => _queue = queue;

    public int Open => _open.Count;

    public bool Send(DmaBuffer buffer)
    {
        var share = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
        Ticket? ticket = _queue.Enqueue(share.Paddr, buffer);
        if (ticket is null)
        {
            share.Unshare();
            return false;
        }

        _open.Add((ticket, share));
        return true;
    }

    public int Collect()
    {
        int collected = 0;
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            var (ticket, share) = _open[i];
            if (ticket.IsDone)
            {
                _open.RemoveAt(i);
                share.Unshare();
                collected++;
            }
        }

        return collected;
    }

    public bool Drain(int milliseconds)
    {
        Deadline deadline = Deadline.In(milliseconds);
        while (_open.Count > 0 && !deadline.Expired)
        {
            _queue.Poll();
            Collect();
        }

        return _open.Count == 0;
    }
}
