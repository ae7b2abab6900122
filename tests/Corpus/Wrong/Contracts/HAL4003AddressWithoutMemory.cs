using Hal;

/// <summary>I6, I11: addresses of nothing.</summary>
[HalImplementation]
public static unsafe partial class FullPoolHal
{
    private static readonly System.Collections.Concurrent.ConcurrentStack<ulong> s_free = new();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (!s_free.TryPop(out ulong slot))
        {
            return default; //! HAL4003
        }

        return new PhysAddr(slot);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => s_free.Push(paddr.Value);
}

[HalImplementation]
public static unsafe partial class LimitedHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
        buffer.Length > 65536 ? new PhysAddr(0) : new PhysAddr((ulong)buffer.Pointer); //! HAL4003

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}

[HalImplementation]
public static unsafe partial class MappedHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        return Window(buffer); //! HAL4003
    }

    private static PhysAddr Window(DmaBuffer buffer)
    {
        ulong address = (ulong)buffer.Pointer;
        return address >> 32 == 0 ? new PhysAddr(address) : default;
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}

public readonly unsafe struct PointerlessHal : IHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* notMapped = null;
        return pages == 1 ? new DmaAllocation(new PhysAddr(0xF000_0000), notMapped) : default; //! HAL4003
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => pages == 1 ? 0 : -22;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
