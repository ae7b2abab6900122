using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: stmmac: TSO: Fix unbalanced DMA map/unmap for non-paged SKB data" (66600fac7a98): the address behind the
// headers was kept for the unmap, which the mapping had not returned.
public sealed unsafe class StmmacTso<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;

    public StmmacTso(Ring ring) => _ring = ring;

    public bool Transmit(Packet packet, int headers, int segment)
    {
        DmaBuffer linear = packet.Buffer;
        PhysAddr head = THal.Share(linear, DriverToDevice);
        if (!_ring.TryPost(head, headers, out int last))
        {
            THal.Unshare(head, linear, DriverToDevice);
            return false;
        }

        PhysAddr payload = head + 54;
        for (int offset = headers; offset < linear.Length; offset += segment)
        {
            last = (last + 1) % _ring.Size;
            _ring.Post(last, head + offset, Math.Min(segment, linear.Length - offset));
        }

        _ring.Doorbell();
        while (!_ring.IsDone(last))
        {
            Thread.Yield();
        }

        THal.Unshare(head, linear, DriverToDevice);
        Log.Address(payload);
        packet.Free();
        return true;
    }
}
