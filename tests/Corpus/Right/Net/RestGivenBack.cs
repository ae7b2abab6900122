using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like receive posting with tickets: buffers are shared up front, and those without a ticket go back to their pool. The helper that
// gives back gets the first index that was refused; the others are held with their tickets.
public sealed class TicketedReceive<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Stack<DmaBuffer> _pool;
    private readonly Dictionary<Ticket, Shared<THal>> _held = [];

    public TicketedReceive(VendorQueue queue, IEnumerable<DmaBuffer> pool)
    {
        _queue = queue;
        _pool = new Stack<DmaBuffer>(pool);
    }

    public int Post(int wanted)
    {
        var shares = new List<Shared<THal>>(wanted);
        while (shares.Count < wanted && _pool.TryPop(out DmaBuffer buffer))
        {
            try
            {
                shares.Add(new Shared<THal>(buffer, BufferDirection.DeviceToDriver));
            }
            catch (DmaException)
            {
                _pool.Push(buffer);
                break;
            }
        }

        int taken = 0;
        for (; taken < shares.Count; taken++)
        {
            if (_queue.Enqueue(shares[taken].Paddr, shares[taken].Buffer) is not { } ticket)
            {
                break;
            }

            _held.Add(ticket, shares[taken]);
        }

        GiveBack(shares, taken);
        return taken;
    }

    public IEnumerable<DmaBuffer> Collect()
    {
        foreach (Ticket ticket in new List<Ticket>(_held.Keys))
        {
            if (ticket.IsDone && _held.Remove(ticket, out Shared<THal> share))
            {
                share.Unshare();
                yield return share.Buffer;
            }
        }
    }

    private void GiveBack(List<Shared<THal>> shares, int from)
    {
        for (int i = from; i < shares.Count; i++)
        {
            shares[i].Unshare();
            _pool.Push(shares[i].Buffer);
        }
    }
}
