using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A Bluetooth controller takes as many packets as it has credits for, and returns credits in its events. Each returned credit ends the
// oldest packet of that link; a disconnect ends all packets of the link and no others.
public sealed class LinkCredits<THal>(Queue queue, int credits)
    where THal : struct, IHal
{
    private readonly Dictionary<ushort, Queue<Shared<THal>>> _links = new();
    private int _credits = credits;

    public bool Send(ushort link, DmaBuffer packet)
    {
        if (_credits == 0)
        {
            return false;
        }

        var share = new Shared<THal>(packet, DriverToDevice);
        if (!queue.TryAdd(share.Paddr, packet))
        {
            share.Unshare();
            return false;
        }

        if (!_links.TryGetValue(link, out Queue<Shared<THal>>? sent))
        {
            sent = new Queue<Shared<THal>>();
            _links.Add(link, sent);
        }

        sent.Enqueue(share);
        _credits--;
        return true;
    }

    public void CompletedPackets(ushort link, int count)
    {
        if (!_links.TryGetValue(link, out Queue<Shared<THal>>? sent))
        {
            return;
        }

        for (int i = 0; i < count && sent.TryDequeue(out Shared<THal> oldest); i++)
        {
            oldest.Unshare();
            _credits++;
        }
    }

    /// <summary>The controller has flushed the link when it reports the disconnect.</summary>
    public void Disconnected(ushort link)
    {
        if (_links.Remove(link, out Queue<Shared<THal>>? sent))
        {
            _credits += sent.Count;
            while (sent.Count > 0)
            {
                sent.Dequeue().Unshare();
            }
        }
    }
}
