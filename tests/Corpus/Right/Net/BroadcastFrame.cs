using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// One frame that goes out on several ports with one share, counted down by the ports' completions. The sender holds a count of its own
// while it hands out, so that the share ends once, by whoever is last.
public sealed class BroadcastFrame<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal> _share;
    private readonly Packet _packet;
    private int _users = 1;

    private BroadcastFrame(Packet packet)
    {
        _packet = packet;
        _share = new Shared<THal>(packet.Buffer, DriverToDevice);
    }

    public static int Send(Packet packet, IReadOnlyList<Broadcaster<THal>> ports)
    {
        var frame = new BroadcastFrame<THal>(packet);
        int sent = 0;
        foreach (Broadcaster<THal> port in ports)
        {
            Interlocked.Increment(ref frame._users);
            if (port.TryPost(frame, frame._share.Paddr, frame._share.Buffer.Length))
            {
                sent++;
            }
            else
            {
                frame.Release();
            }
        }

        frame.Release();
        return sent;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _share.Unshare();
            _packet.Free();
        }
    }
}

public sealed class Broadcaster<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly Dictionary<int, BroadcastFrame<THal>> _frames = new();

    public bool TryPost(BroadcastFrame<THal> frame, PhysAddr address, int length)
    {
        if (!ring.TryPost(address, length, out int index))
        {
            return false;
        }

        _frames[index] = frame;
        ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        while (ring.TryTake(out int index, out _))
        {
            if (_frames.Remove(index, out BroadcastFrame<THal>? frame))
            {
                frame.Release();
            }
        }
    }

    public void Close()
    {
        ring.Stop();
        foreach (BroadcastFrame<THal> frame in _frames.Values)
        {
            frame.Release();
        }

        _frames.Clear();
    }
}
