using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A scatter-gather transmit that keeps its shares as values in a list per packet. When a fragment cannot be shared, the catch ends the
// shares that the list has so far.
public sealed class ListTransmitter<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Queue<Pending> _pending = new();

    public ListTransmitter(Ring ring) => _ring = ring;

    public bool Send(Packet packet)
    {
        if (packet.Length == 0)
        {
            return false;
        }

        var shares = new List<Shared<THal>>(packet.FragmentCount + 1);
        try
        {
            shares.Add(new Shared<THal>(packet.Buffer, BufferDirection.DriverToDevice));
            for (int i = 0; i < packet.FragmentCount; i++)
            {
                shares.Add(new Shared<THal>(packet.Fragment(i).Buffer, BufferDirection.DriverToDevice));
            }
        }
        catch (DmaException)
        {
            EndAll(shares);
            return false;
        }

        int last = _ring.Head;
        foreach (Shared<THal> share in shares)
        {
            last = _ring.Head;
            _ring.Post(last, share.Paddr, share.Buffer.Length);
            _ring.Head = (last + 1) % _ring.Size;
        }

        _pending.Enqueue(new Pending(packet, shares, last));
        _ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        while (_pending.TryPeek(out Pending? first) && _ring.IsDone(first.LastIndex))
        {
            _pending.Dequeue();
            EndAll(first.Shares);
            first.Packet.Free();
        }
    }

    private static void EndAll(List<Shared<THal>> shares)
    {
        foreach (Shared<THal> share in shares)
        {
            share.Unshare();
        }

        shares.Clear();
    }

    private sealed record Pending(Packet Packet, List<Shared<THal>> Shares, int LastIndex);
}
