using System;
using Devices;
using Hal;

/// <summary>An Ethernet transmit path: a ring that is full in the middle of a packet has its mapped fragments unmapped.</summary>
public sealed class TransmitPath<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public bool Transmit(Packet packet)
    {
        Span<PhysAddr> mapped = stackalloc PhysAddr[16];
        int count = packet.FragmentCount;
        int i;
        for (i = 0; i < count; i++)
        {
            Fragment part = packet.Fragment(i);
            mapped[i] = THal.Share(part.Buffer, BufferDirection.DriverToDevice);
            if (!_ring.TryPost(mapped[i], part.Length, out _))
            {
                goto unwind;
            }
        }

        _ring.Doorbell();
        while (!_ring.IsDone(count))
        {
        }

        for (int k = 0; k < count; k++)
        {
            THal.Unshare(mapped[k], packet.Fragment(k).Buffer, BufferDirection.DriverToDevice);
        }

        return true;

    unwind:
        _ring.Stop();
        for (; i >= 0; i--)
        {
            THal.Unshare(mapped[i], packet.Fragment(i).Buffer, BufferDirection.DriverToDevice);
        }

        return false;
    }
}
