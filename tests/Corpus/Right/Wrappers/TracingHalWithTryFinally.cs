using Devices;
using Hal;

/// <summary>A decorator that logs before, after and on failure, and forwards whatever happens.</summary>
public readonly unsafe struct TracingHal<THal> : IHal
    where THal : struct, IHal
{
    static DmaAllocation IHal.DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation memory = THal.DmaAlloc(pages, direction);
        if (memory.Paddr == default)
        {
            Log.Info($"no {pages} pages");
        }

        return memory;
    }

    static int IHal.DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = THal.DmaDealloc(paddr, vaddr, pages);
        if (status != 0)
        {
            Log.Info($"{paddr}: {status}");
        }

        return status;
    }

    static byte* IHal.MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

    static PhysAddr IHal.Share(DmaBuffer buffer, BufferDirection direction)
    {
        try
        {
            PhysAddr paddr = THal.Share(buffer, direction);
            Log.Info($"share {buffer} {direction} at {paddr}");
            return paddr;
        }
        catch (DmaException failure)
        {
            Log.Info(failure.Message);
            throw;
        }
    }

    static void IHal.Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        try
        {
            THal.Unshare(paddr, buffer, direction);
        }
        finally
        {
            Log.Info($"unshare {paddr}");
        }
    }
}
