using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NetBSD (ti): each round stores zero to the index in memory that only the card writes.
internal sealed unsafe class IndexBlock<THal>(Device card)
    where THal : struct, IHal
{
    public int Rounds(int count)
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, DeviceToDriver);
        if (paddr == default)
        {
            return -12;
        }

        int total = 0;
        card.Program(paddr, 4);
        uint* index = (uint*)vaddr;
        while (count-- > 0 && card.Wait(10))
        {
            total += (int)Volatile.Read(ref *index);
            Volatile.Write(ref *index, 0); //! HAL2011
            card.Kick();
        }

        card.Reset();
        return THal.DmaDealloc(paddr, vaddr, 1) == 0 ? total : -5;
    }
}
