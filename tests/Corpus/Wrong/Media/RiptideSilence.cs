using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sound, riptide and others): the last round of the loop writes behind the two pages.
internal static unsafe class SilenceRing<THal>
    where THal : struct, IHal
{
    public static int Prepare(Device codec)
    {
        DmaAllocation ring = THal.DmaAlloc(2, DriverToDevice);
        if (ring.Paddr == default)
        {
            return -12;
        }

        int at = 0;
        const int end = 2 * HalConstants.PageSize;
        do
        {
            ring.Vaddr[at] = 0x80; //! HAL2009
            at += 1;
        }
        while (at <= end);

        codec.Program(ring.Paddr, end);
        codec.Wait(5);
        codec.Reset();
        return THal.DmaDealloc(ring.Paddr, ring.Vaddr, 2);
    }
}
