using System.Threading;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A HAL in front of another that writes a line for every call.</summary>
public readonly unsafe struct TraceHal<THal> : IHal
    where THal : struct, IHal
{
    private static long s_calls;

    private static void Line(string text) => Log.Info($"{Interlocked.Increment(ref s_calls)} {text}");

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation allocation = THal.DmaAlloc(pages, direction);
        Line($"alloc {pages} {direction} = {allocation.Paddr}");
        return allocation;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = THal.DmaDealloc(paddr, vaddr, pages);
        Line($"dealloc {paddr} {pages} = {status}");
        return status;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        byte* pointer = THal.MmioPhysToVirt(paddr, size);
        Line($"mmio {paddr} {size}");
        return pointer;
    }

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        try
        {
            PhysAddr paddr = THal.Share(buffer, direction);
            Line($"share {buffer} {direction} = {paddr}");
            return paddr;
        }
        catch (DmaException)
        {
            Line($"share {buffer} {direction} failed");
            throw;
        }
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        Line($"unshare {paddr} {buffer} {direction}");
        THal.Unshare(paddr, buffer, direction);
    }

    public static void Abandoned(PhysAddr paddr)
    {
        Line($"abandoned {paddr}");
        THal.Abandoned(paddr);
    }
}
