using System;
using Devices;
using Hal;

namespace Drivers;

// Like controllers that must not cross 64 KiB: a buffer is shared whole, its descriptors are cut at the boundaries. The cuts are offsets
// of the one address that ends; the table keeps descriptors, not shares.
public sealed class BoundarySplitter<THal>(Ring ring, Device controller)
    where THal : struct, IHal
{
    private const ulong Boundary = 0x10000;

    public bool Transfer(DmaBuffer data, BufferDirection direction)
    {
        PhysAddr start = THal.Share(data, direction);
        int index = 0;
        bool fits = true;
        ulong left = (ulong)data.Length;
        PhysAddr at = start;
        while (left > 0)
        {
            if (index == ring.Size)
            {
                fits = false;
                break;
            }

            ulong room = Boundary - (at.Value & (Boundary - 1));
            ulong piece = Math.Min(room, left);
            ring.Post(index++, at, (int)piece);
            at += piece;
            left -= piece;
        }

        bool done = false;
        if (fits)
        {
            ring.Doorbell();
            done = controller.Wait(1000);
        }

        if (!done)
        {
            ring.Stop();
        }

        THal.Unshare(start, data, direction);
        return done;
    }
}
