using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A receive path with a packet filter that passes, drops or sends a frame back out. Each verdict ends the receive share first; a frame
// that is sent back is shared anew the other way.
public enum Verdict
{
    Drop,
    Pass,
    Bounce,
}

public sealed class FilteringPort<THal>(NetPort port, Ring receive, Ring transmit, Func<DmaBuffer, Verdict> filter)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (Packet Packet, Shared<THal> Share)> _posted = new();
    private readonly Dictionary<int, (Packet Packet, Shared<THal> Share)> _bounced = new();

    public bool Refill()
    {
        if (port.Allocate(2048) is not { } packet)
        {
            return false;
        }

        var share = new Shared<THal>(packet.Buffer, DeviceToDriver);
        if (receive.TryPost(share.Paddr, share.Buffer.Length, out int index))
        {
            _posted[index] = (packet, share);
            return true;
        }

        share.Unshare();
        packet.Free();
        return false;
    }

    public void Poll()
    {
        while (receive.TryTake(out int index, out int written))
        {
            if (!_posted.Remove(index, out var slot))
            {
                continue;
            }

            slot.Share.Unshare();
            slot.Packet.Length = Math.Clamp(written, 1, slot.Share.Buffer.Length);
            switch (filter(slot.Packet.Buffer))
            {
                case Verdict.Pass:
                    port.Deliver(slot.Packet);
                    break;
                case Verdict.Bounce when SendBack(slot.Packet):
                    break;
                default:
                    slot.Packet.Free();
                    break;
            }

            Refill();
        }

        while (transmit.TryTake(out int index, out _))
        {
            if (_bounced.Remove(index, out var sent))
            {
                sent.Share.Unshare();
                sent.Packet.Free();
            }
        }
    }

    public void Close()
    {
        receive.Stop();
        transmit.Stop();
        foreach (var table in new[] { _posted, _bounced })
        {
            foreach ((Packet packet, Shared<THal> share) in table.Values)
            {
                share.Unshare();
                packet.Free();
            }

            table.Clear();
        }
    }

    private bool SendBack(Packet packet)
    {
        var share = new Shared<THal>(packet.Buffer, DriverToDevice);
        if (!transmit.TryPost(share.Paddr, share.Buffer.Length, out int index))
        {
            share.Unshare();
            return false;
        }

        _bounced[index] = (packet, share);
        transmit.Doorbell();
        return true;
    }
}
