using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Who ends a share stands in the signatures; the pieces are put together by another type.</summary>
public sealed class AnnotatedPort<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (PhysAddr Address, DmaBuffer Bytes)> _posted = [];

    [return: MustUnshare]
    public static PhysAddr Begin(DmaBuffer bytes) => THal.Share(bytes, BufferDirection.DriverToDevice);

    public static void End([Unshares] PhysAddr address, DmaBuffer bytes) =>
        THal.Unshare(address, bytes, BufferDirection.DriverToDevice);

    public bool TryPost([TransfersOwnership] PhysAddr address, DmaBuffer bytes)
    {
        if (!ring.TryPost(address, bytes.Length, out int index))
        {
            End(address, bytes);
            return false;
        }

        _posted.Add(index, (address, bytes));
        return true;
    }

    public bool Send(DmaBuffer bytes) => TryPost(Begin(bytes), bytes);

    public bool Probe(DmaBuffer bytes)
    {
        PhysAddr address = Begin(bytes);
        bool reachable = address.Value + (ulong)bytes.Length <= 1UL << 40;
        End(address, bytes);
        return reachable;
    }

    public void Reap()
    {
        while (ring.TryTake(out int index, out _))
        {
            if (_posted.Remove(index, out var posted))
            {
                End(posted.Address, posted.Bytes);
            }
        }
    }
}
