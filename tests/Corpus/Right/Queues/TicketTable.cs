using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

namespace Drivers;

// A queue that gives a receipt for each entry it took; receipts that are done are looked for now and then. No receipt means that the
// share ends at once, else the table holds it under its receipt until that is done.
public sealed class ReceiptTable<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Dictionary<Ticket, Shared<THal>> _open = new();

    public ReceiptTable(VendorQueue queue) => _queue = queue;

    public bool Print(DmaBuffer page)
    {
        var share = new Shared<THal>(page, BufferDirection.DriverToDevice);
        Ticket? ticket = _queue.Enqueue(share.Paddr, page);
        if (ticket is null)
        {
            share.Unshare();
            return false;
        }

        _open.Add(ticket, share);
        return true;
    }

    public int Sweep()
    {
        _queue.Poll();
        List<Ticket> done = _open.Keys.Where(static ticket => ticket.IsDone).ToList();
        foreach (Ticket ticket in done)
        {
            if (_open.Remove(ticket, out Shared<THal> share))
            {
                share.Unshare();
            }
        }

        return done.Count;
    }

    public bool Flush(int milliseconds)
    {
        var deadline = Deadline.In(milliseconds);
        while (_open.Count > 0)
        {
            Sweep();
            if (deadline.Expired)
            {
                return false;
            }
        }

        return true;
    }

    public void Close(Device printer)
    {
        printer.Reset();
        foreach (Shared<THal> share in _open.Values)
        {
            share.Unshare();
        }

        _open.Clear();
    }
}
