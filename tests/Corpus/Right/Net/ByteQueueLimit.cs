using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Transmit with a limit of bytes in flight; above it packets wait in a backlog that has no share yet. A packet is shared when it leaves
// the backlog, and ended when its descriptor is done or the queue is reset.
public sealed class LimitedTransmit<THal>(Ring ring, int limit)
    where THal : struct, IHal
{
    private readonly Queue<Packet> _backlog = new();
    private readonly Queue<(int Index, Shared<THal> Share, Packet Packet)> _flight = new();
    private int _bytes;

    public void Send(Packet packet)
    {
        _backlog.Enqueue(packet);
        Pump();
    }

    public void Interrupt()
    {
        while (_flight.TryPeek(out var oldest) && ring.IsDone(oldest.Index))
        {
            _flight.Dequeue();
            Finish(oldest.Share, oldest.Packet);
        }

        Pump();
    }

    public void Reset()
    {
        ring.Stop();
        while (_flight.TryDequeue(out var entry))
        {
            Finish(entry.Share, entry.Packet);
        }

        while (_backlog.TryDequeue(out Packet? waiting))
        {
            waiting.Free();
        }
    }

    private void Pump()
    {
        bool posted = false;
        while (_bytes < limit && _backlog.TryPeek(out Packet? packet))
        {
            var share = new Shared<THal>(packet.Buffer, DriverToDevice);
            if (!ring.TryPost(share.Paddr, share.Buffer.Length, out int index))
            {
                share.Unshare();
                break;
            }

            _backlog.Dequeue();
            _flight.Enqueue((index, share, packet));
            _bytes += share.Buffer.Length;
            posted = true;
        }

        if (posted)
        {
            ring.Doorbell();
        }
    }

    private void Finish(Shared<THal> share, Packet packet)
    {
        share.Unshare();
        _bytes -= share.Buffer.Length;
        packet.Free();
    }
}
