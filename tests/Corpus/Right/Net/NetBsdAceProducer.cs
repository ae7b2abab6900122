using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NetBSD (ti): the driver remembers the index of the round before and leaves the memory to the card.
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
        uint last = 0;
        card.Program(paddr, 4);
        uint* index = (uint*)vaddr;
        while (count-- > 0 && card.Wait(10))
        {
            uint now = Volatile.Read(ref *index);
            total += (int)(now - last);
            last = now;
            card.Kick();
        }

        card.Reset();
        return THal.DmaDealloc(paddr, vaddr, 1) == 0 ? total : -5;
    }
}
