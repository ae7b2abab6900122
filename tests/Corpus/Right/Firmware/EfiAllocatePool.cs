using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[efi] Check the status code from AllocatePool()": the control area is filled in once it is known that there is
// one.
public sealed unsafe class SnpStatistics<THal>(Mailbox firmware)
    where THal : struct, IHal
{
    private const nuint Pages = 2;
    private const uint ReadCounters = 0x31;

    public long Read(uint counter)
    {
        var (paddr, vaddr) = THal.DmaAlloc(Pages, BufferDirection.Both);
        if (paddr == default)
        {
            Log.Info("no memory for the counters");
            return -12;
        }

        *(uint*)vaddr = counter;
        *(uint*)(vaddr + 4) = 1;
        long result = firmware.Execute(ReadCounters, paddr);
        if (result == 0)
        {
            result = *(long*)(vaddr + HalConstants.PageSize);
        }

        if (THal.DmaDealloc(paddr, vaddr, Pages) != 0)
        {
            result = -5;
        }

        return result;
    }
}
