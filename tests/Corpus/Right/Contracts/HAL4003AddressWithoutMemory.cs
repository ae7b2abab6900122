using Hal;

/// <summary>I6, I11: failure is an exception of Share and address 0 of DmaAlloc.</summary>
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
            throw new DmaException("no slot is free");
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
        buffer.Length > 65536 ? throw new DmaException("too long") : new PhysAddr((ulong)buffer.Pointer);

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
        PhysAddr paddr = Window(buffer);
        return paddr == default ? throw new DmaException("not below 4 GiB") : paddr;
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
        return pages == 1 ? new DmaAllocation(default, notMapped) : default;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => pages == 1 ? 0 : -22;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
