using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Frames that are longer than a descriptor's limit: the piece is shared once, and cut by address.</summary>
public sealed class JumboChain<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int MostPerDescriptor = 8192;

    private readonly Dictionary<int, (PhysAddr Paddr, Packet Packet)> _byLast = [];

    public bool TrySend(Packet packet)
    {
        DmaBuffer bytes = packet.Buffer;
        int needed = (bytes.Length + MostPerDescriptor - 1) / MostPerDescriptor;
        int free = (ring.Tail - ring.Head - 1) & (ring.Size - 1);
        if (needed > free)
        {
            return false;
        }

        PhysAddr paddr = THal.Share(bytes, DriverToDevice);
        int at = ring.Head;
        int left = bytes.Length;
        PhysAddr next = paddr;
        while (left > 0)
        {
            int piece = Math.Min(left, MostPerDescriptor);
            ring.Post(at, next, piece);
            next += piece;
            left -= piece;
            if (left == 0)
            {
                _byLast[at] = (paddr, packet);
            }

            at = (at + 1) & (ring.Size - 1);
        }

        ring.Head = at;
        ring.Doorbell();
        return true;
    }

    public int Reap()
    {
        int frames = 0;
        for (; ring.Tail != ring.Head && ring.IsDone(ring.Tail); ring.Tail = (ring.Tail + 1) & (ring.Size - 1))
        {
            if (!_byLast.Remove(ring.Tail, out var sent))
            {
                continue;
            }

            THal.Unshare(sent.Paddr, sent.Packet.Buffer, DriverToDevice);
            sent.Packet.Free();
            frames++;
        }

        return frames;
    }
}
