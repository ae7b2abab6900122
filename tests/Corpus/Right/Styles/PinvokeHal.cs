using System;
using System.Runtime.InteropServices;
using Hal;

[HalImplementation]
public static unsafe partial class PinvokeHal
{
    [DllImport("platform", EntryPoint = "plat_dma_alloc")]
    private static extern byte* Alloc(nuint pages, out ulong bus);

    [DllImport("platform")]
    private static extern int plat_dma_free(ulong bus, byte* memory, nuint pages);

    [DllImport("platform")]
    private static extern ulong plat_map(void* memory, nuint length, int direction);

    [DllImport("platform")]
    private static extern void plat_unmap(ulong bus, nuint length, int direction);

    [DllImport("platform")]
    private static extern byte* plat_ioremap(ulong bus, nuint length);

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* memory = Alloc(pages, out ulong bus);
        return memory is null ? default : new DmaAllocation(new PhysAddr(bus), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => plat_dma_free(paddr.Value, vaddr, pages);

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        byte* mapped = plat_ioremap(paddr.Value, size);
        return mapped != null ? mapped : throw new HalException($"no registers at {paddr}");
    }

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        ulong bus = plat_map(buffer.Pointer, (nuint)buffer.Length, (int)direction);
        if (bus == 0)
        {
            throw new DmaException("the IOMMU is full");
        }

        return new PhysAddr(bus);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        plat_unmap(paddr.Value, (nuint)buffer.Length, (int)direction);
}
