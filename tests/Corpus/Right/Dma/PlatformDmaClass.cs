using Devices;
using Hal;

/// <summary>The generated Dma class of a platform: new, TryCreate, as its base and as an argument.</summary>
public sealed class PlatformRegions
{
    private readonly Device _device = new();

    public void Run()
    {
        using var region = new KernelHal.Dma(1, BufferDirection.Both);
        Program(region);
        if (KernelHal.Dma.TryCreate(4, BufferDirection.Both, out KernelHal.Dma? more))
        {
            Program(more);
            more.Dispose();
        }

        Dma<KernelHal.Binding> asBase = new KernelHal.Dma(2, BufferDirection.DriverToDevice);
        try
        {
            Program(asBase);
        }
        finally
        {
            asBase.Dispose();
        }
    }

    private void Program(Dma<KernelHal.Binding> region) => _device.Program(region.Paddr, (int)region.Length);
}

/// <summary>A kernel's HAL: zeroed frames in a direct map.</summary>
[HalImplementation]
public static unsafe partial class KernelHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong physical = Frames.AllocateZeroed(pages);
        return physical == 0 ? default : new DmaAllocation(new PhysAddr(physical), (byte*)(Frames.DirectMap + physical));
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)(Frames.DirectMap + paddr.Value);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer - Frames.DirectMap);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
