using System.Collections.Concurrent;
using Hal;

/// <summary>A decorator for devices with 32 address lines: a share above the limit is taken back and bounced through low memory.</summary>
public readonly unsafe struct LowHal<THal> : IHal
    where THal : struct, IHal
{
    private const ulong Limit = 1UL << 32;
    private static readonly ConcurrentDictionary<PhysAddr, Dma<THal>> s_low = new();

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => THal.DmaAlloc(pages, direction);

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => THal.DmaDealloc(paddr, vaddr, pages);

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr paddr = THal.Share(buffer, direction);
        if (paddr.Value + (ulong)buffer.Length <= Limit)
        {
            return paddr;
        }

        THal.Unshare(paddr, buffer, direction);
        var low = new Dma<THal>(HalConstants.PagesFor((nuint)buffer.Length), BufferDirection.Both);
        if (direction != BufferDirection.DeviceToDriver)
        {
            buffer.AsReadOnlySpan().CopyTo(low.AsSpan());
        }

        s_low[low.Paddr] = low;
        return low.Paddr;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!s_low.TryRemove(paddr, out Dma<THal>? low))
        {
            THal.Unshare(paddr, buffer, direction);
            return;
        }

        if (direction != BufferDirection.DriverToDevice)
        {
            low.AsSpan()[..buffer.Length].CopyTo(buffer.AsSpan());
        }

        low.Dispose();
    }
}
