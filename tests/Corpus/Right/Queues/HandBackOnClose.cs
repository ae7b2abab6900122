using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A queue whose close hands the unfinished requests back to the caller, who decides what becomes of them. The shares have ended when the
// requests come back, so that the caller may read, send elsewhere or drop them.
public sealed class HandBackQueue<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private readonly record struct Entry(BlockRequest Request, Shared<THal> Share);

    private readonly Dictionary<int, Entry> _tickets = new();
    private readonly List<Ticket> _open = new();

    public bool Add(BlockRequest request)
    {
        var share = new Shared<THal>(request.Data, request.IsWrite ? DriverToDevice : DeviceToDriver);
        Ticket? ticket = queue.Enqueue(share.Paddr, share.Buffer);
        if (ticket is null)
        {
            share.Unshare();
            return false;
        }

        _open.Add(ticket);
        _tickets[ticket.Number] = new Entry(request, share);
        return true;
    }

    public void Poll()
    {
        foreach (Ticket ticket in _open.Where(t => t.IsDone).ToList())
        {
            _open.Remove(ticket);
            if (_tickets.Remove(ticket.Number, out Entry entry))
            {
                entry.Share.Unshare();
                entry.Request.Status = 0;
                entry.Request.Done?.Invoke(entry.Request);
            }
        }
    }

    public IReadOnlyList<BlockRequest> Close(Device device)
    {
        Poll();
        device.Reset();
        var unfinished = new List<BlockRequest>(_tickets.Count);
        foreach (Entry entry in _tickets.Values)
        {
            entry.Share.Unshare();
            entry.Request.Status = -125;
            unfinished.Add(entry.Request);
        }

        _tickets.Clear();
        _open.Clear();
        return unfinished;
    }
}
