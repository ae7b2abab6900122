using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: ftgmac100: fix ring allocation unwind on open failure": each allocation that failed returned at once and
// left those before it.
public static unsafe class FtgmacRings<THal>
    where THal : struct, IHal
{
    public struct Rings
    {
        public DmaAllocation Receive;
        public DmaAllocation Transmit;
        public DmaAllocation Scratch;
    }

    public static int Allocate(out Rings rings)
    {
        rings = default;

        DmaAllocation receive = THal.DmaAlloc(2, BufferDirection.Both);
        if (receive.Paddr == default)
        {
            return -12;
        }

        DmaAllocation transmit = THal.DmaAlloc(2, BufferDirection.Both);
        if (transmit.Paddr == default)
        {
            goto freeReceive;
        }

        DmaAllocation scratch = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (scratch.Paddr == default)
        {
            goto freeTransmit;
        }

        rings.Receive = receive;
        rings.Transmit = transmit;
        rings.Scratch = scratch;
        return 0;

    freeTransmit:
        _ = THal.DmaDealloc(transmit.Paddr, transmit.Vaddr, 2);
    freeReceive:
        _ = THal.DmaDealloc(receive.Paddr, receive.Vaddr, 2);
        return -12;
    }
}
