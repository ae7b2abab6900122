using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sfc falcon and others): the count given to DmaDealloc is the number of pages that was allocated.
internal sealed unsafe class LoopbackTest<THal>(Device nic)
    where THal : struct, IHal
{
    public int Run(nuint pages, byte pattern)
    {
        var (paddr, vaddr) = THal.DmaAlloc(pages, Both);
        if (paddr == default)
        {
            return -12;
        }

        nuint bytes = pages * HalConstants.PageSize;
        for (nuint i = 0; i < bytes; i++)
        {
            vaddr[i] = pattern;
        }

        int error = 0;
        nic.Program(paddr, (int)bytes);
        nic.Kick();
        if (!nic.Wait(1000))
        {
            error = -110;
        }

        nic.Reset();
        int status = THal.DmaDealloc(paddr, vaddr, pages);
        return error != 0 ? error : status;
    }
}
