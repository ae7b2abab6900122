using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Restarts one queue of a port after an error, in the order disable, drain, re-enable. Entries are taken out of the list before they are
// ended, and packets that were not sent are shared anew.
public sealed class RestartableQueue<THal>(Device port, Ring ring)
    where THal : struct, IHal
{
    private sealed class Entry
    {
        public required Packet Packet { get; init; }

        public Shared<THal> Share { get; set; }

        public int Index { get; set; }
    }

    private readonly LinkedList<Entry> _live = new();

    public bool Send(Packet packet)
    {
        var entry = new Entry { Packet = packet };
        if (!Post(entry))
        {
            return false;
        }

        _live.AddLast(entry);
        return true;
    }

    public void Reap()
    {
        while (_live.First is { Value: var oldest } && ring.IsDone(oldest.Index))
        {
            _live.RemoveFirst();
            oldest.Share.Unshare();
            oldest.Packet.Free();
        }
    }

    public int Restart()
    {
        Reap();
        ring.Stop();
        port.WriteRegister(0x18, 0);
        var unsent = new List<Packet>(_live.Count);
        foreach (Entry entry in _live)
        {
            entry.Share.Unshare();
            unsent.Add(entry.Packet);
        }

        _live.Clear();
        ring.Head = ring.Tail = 0;
        port.WriteRegister(0x18, 1);
        int again = 0;
        foreach (Packet packet in unsent)
        {
            if (Send(packet))
            {
                again++;
            }
            else
            {
                packet.Free();
            }
        }

        return again;
    }

    private bool Post(Entry entry)
    {
        entry.Share = new Shared<THal>(entry.Packet.Buffer, DriverToDevice);
        if (ring.TryPost(entry.Share.Paddr, entry.Share.Buffer.Length, out int index))
        {
            entry.Index = index;
            ring.Doorbell();
            return true;
        }

        entry.Share.Unshare();
        entry.Share = default;
        return false;
    }
}
