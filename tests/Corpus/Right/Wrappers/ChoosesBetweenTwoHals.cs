using Hal;

/// <summary>Two HALs behind one: the address tells at Unshare which of them made the share.</summary>
public readonly unsafe struct EitherHal<TLow, THigh> : IHal
    where TLow : struct, IHal
    where THigh : struct, IHal
{
    private const ulong Border = 1UL << 40;

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation memory = TLow.DmaAlloc(pages, direction);
        return memory.Paddr != default ? memory : THigh.DmaAlloc(pages, direction);
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) =>
        paddr.Value < Border ? TLow.DmaDealloc(paddr, vaddr, pages) : THigh.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) =>
        paddr.Value < Border ? TLow.MmioPhysToVirt(paddr, size) : THigh.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        try
        {
            return TLow.Share(buffer, direction);
        }
        catch (DmaException)
        {
            return THigh.Share(buffer, direction);
        }
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (paddr.Value < Border)
        {
            TLow.Unshare(paddr, buffer, direction);
        }
        else
        {
            THigh.Unshare(paddr, buffer, direction);
        }
    }
}
