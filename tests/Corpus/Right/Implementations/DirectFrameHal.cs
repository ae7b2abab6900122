using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// The HAL of a unikernel: one address space, page frames at a fixed offset, no translation in front of devices. Frames come zeroed and
// go back with the count that they came with; an address that is not there throws.
[HalImplementation]
public static unsafe partial class DirectFrameHal
{
    private static long s_livePages;

    public static long LivePages => Interlocked.Read(ref s_livePages);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        if (physical == 0)
        {
            return default;
        }

        Interlocked.Add(ref s_livePages, (long)pages);
        return new DmaAllocation(new PhysAddr(physical), (byte*)(physical + Frames.DirectMap));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if ((ulong)vaddr != paddr.Value + Frames.DirectMap)
        {
            return -22;
        }

        Interlocked.Add(ref s_livePages, -(long)pages);
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        byte* registers = PageTables.MapDevice(paddr.Value, size);
        return registers != null ? registers : throw new HalException("the registers cannot be mapped");
    }

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        // Kernel memory is contiguous in physical memory, and devices are coherent.
        ulong physical = PageTables.Translate(buffer.Pointer);
        if (physical == 0)
        {
            throw new DmaException("the buffer has no frame");
        }

        return new PhysAddr(physical);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (direction != BufferDirection.DriverToDevice)
        {
            Interlocked.MemoryBarrier();
        }
    }
}
