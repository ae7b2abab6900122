using Devices;
using Hal;

namespace Drivers;

// The HAL of a kernel: frames from its allocator, mapped at a fixed offset, and shares of what is mapped there. A buffer elsewhere may
// not be contiguous and is refused by DmaException; frames come zeroed from the allocator.
[HalImplementation]
public static unsafe partial class KernelHal
{
    private const ulong DirectMapBytes = 1UL << 46;

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        return physical == 0
            ? default
            : new DmaAllocation(new PhysAddr(physical), (byte*)(physical + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!TryPhysical(vaddr, out ulong physical) || physical != paddr.Value)
        {
            return -22;
        }

        Frames.Release(physical, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        byte* registers = PageTables.MapDevice(paddr.Value, size);
        return registers != null ? registers : throw new HalException($"The registers at {paddr} cannot be mapped.");
    }

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (!TryPhysical(buffer.Pointer, out ulong physical)
            || !TryPhysical(buffer.Pointer + buffer.Length - 1, out _))
        {
            throw new DmaException($"{buffer} does not lie in the direct map.");
        }

        return new PhysAddr(physical);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!TryPhysical(buffer.Pointer, out ulong physical) || physical != paddr.Value)
        {
            throw new HalContractException("HAL1001", $"{buffer} is not shared at {paddr}.");
        }
    }

    private static bool TryPhysical(byte* pointer, out ulong physical)
    {
        ulong address = (ulong)pointer;
        physical = unchecked(address - Frames.DirectMap);
        return address >= Frames.DirectMap && physical is > 0 and < DirectMapBytes;
    }
}
