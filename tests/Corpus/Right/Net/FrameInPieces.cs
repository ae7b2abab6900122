using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Frames that arrive in several buffers; only the last buffer of a frame says so. Pieces are ended as they arrive, and the loop's last
// turn delivers the chain or frees it.
public sealed class PiecewiseReceive<THal>(NetPort port, Ring ring)
    where THal : struct, IHal
{
    private const int EndOfFrame = 1 << 30;

    private readonly Dictionary<int, (Shared<THal> Share, Packet Packet)> _armed = new();
    private Packet? _head;
    private Packet? _tail;

    public bool Arm()
    {
        if (port.Allocate(2048) is not { } packet)
        {
            return false;
        }

        var share = new Shared<THal>(packet.Buffer, DeviceToDriver);
        if (!ring.TryPost(share.Paddr, share.Buffer.Length, out int index))
        {
            share.Unshare();
            packet.Free();
            return false;
        }

        _armed.Add(index, (share, packet));
        return true;
    }

    public void Poll()
    {
        while (ring.TryTake(out int index, out int written))
        {
            if (!_armed.Remove(index, out var piece))
            {
                continue;
            }

            piece.Share.Unshare();
            piece.Packet.Length = Math.Min(written & ~EndOfFrame, piece.Share.Buffer.Length);
            Append(piece.Packet);
            if ((written & EndOfFrame) != 0)
            {
                port.Deliver(_head!);
                _head = _tail = null;
            }

            Arm();
        }
    }

    public void Close()
    {
        ring.Stop();
        foreach ((Shared<THal> share, Packet packet) in _armed.Values)
        {
            share.Unshare();
            packet.Free();
        }

        _armed.Clear();
        for (Packet? piece = _head; piece is not null; piece = piece.Next)
        {
            piece.Free();
        }

        _head = _tail = null;
    }

    private void Append(Packet packet)
    {
        if (_tail is null)
        {
            _head = packet;
        }
        else
        {
            _tail.Next = packet;
        }

        _tail = packet;
    }
}
