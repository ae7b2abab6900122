using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (ftmac100): address and pointer of the release lie behind the guard page, not at the start of the allocation.
internal sealed unsafe class Ftmac100Loopback<THal>(Device mac)
    where THal : struct, IHal
{
    private const int GuardBytes = HalConstants.PageSize;

    public int Test(int frames)
    {
        DmaAllocation memory = THal.DmaAlloc(3, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        PhysAddr ring = memory.Paddr + GuardBytes;
        byte* entries = memory.Vaddr + GuardBytes;
        int good = 0;
        for (int i = 0; i < frames; i++)
        {
            *(ulong*)entries = (ulong)i;
            mac.Program(ring, 16);
            if (mac.Wait(5))
            {
                good++;
            }
        }

        mac.Reset();
        int status = THal.DmaDealloc(ring, entries, 2); //! HAL2001
        if (status != 0)
        {
            Log.Info("the memory of the test was not freed");
        }

        return good;
    }
}
