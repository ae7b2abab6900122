using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>What a request does stands in flags; the direction comes out of a switch in one place.</summary>
public sealed class FlaggedRequests<THal>(Queue queue)
    where THal : struct, IHal
{
    [Flags]
    public enum RequestFlags
    {
        None = 0,
        Read = 1,
        Write = 2,
        Inline = 4,
    }

    private readonly record struct Entry(PhysAddr Address, DmaBuffer Bytes, RequestFlags Flags);

    private readonly LinkedList<Entry> _entries = new();

    private static BufferDirection DirectionOf(RequestFlags flags)
    {
        switch (flags & (RequestFlags.Read | RequestFlags.Write))
        {
            case RequestFlags.Read:
                return DeviceToDriver;
            case RequestFlags.Write:
                return DriverToDevice;
            case RequestFlags.Read | RequestFlags.Write:
                return Both;
            default:
                throw new ArgumentOutOfRangeException(nameof(flags), flags, "A request reads or writes.");
        }
    }

    public int Enqueue(DmaBuffer bytes, RequestFlags flags)
    {
        PhysAddr address = THal.Share(bytes, DirectionOf(flags));
        int error = queue.AddOrError(address, bytes);
        if (error != 0)
        {
            THal.Unshare(address, bytes, DirectionOf(flags));
            return error;
        }

        _entries.AddLast(new Entry(address, bytes, flags & ~RequestFlags.Inline));
        return 0;
    }

    public int Drain()
    {
        int drained = 0;
        while (queue.TryPop(out PhysAddr address, out _))
        {
            for (LinkedListNode<Entry>? node = _entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Address != address)
                {
                    continue;
                }

                THal.Unshare(address, node.Value.Bytes, DirectionOf(node.Value.Flags));
                _entries.Remove(node);
                drained++;
                break;
            }
        }

        return drained;
    }
}
