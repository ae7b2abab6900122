using System;

namespace Hal;

/// <summary>
/// Any HAL with its shares and DMA memory counted, for live figures without the checks of <see cref="Checked{THal}"/>:
/// <c>Blk&lt;Metered&lt;QemuHal.Binding&gt;&gt;</c>. Watch them by <c>dotnet-counters monitor --counters HalGen</c>. A HAL that is not
/// wrapped is not counted, and pays nothing.
/// </summary>
/// <typeparam name="THal">The HAL that is counted, a struct: the binding of a HAL class.</typeparam>
/// <remarks>
/// The counts are what the drivers asked for: a share that is ended twice is counted down twice. <see cref="Checked{THal}"/> counts only
/// what was right.
/// </remarks>
public readonly unsafe struct Metered<THal> : IHal
    where THal : struct, IHal
{
    private static readonly MeteredCounts Counts = new(Describe.Hal(typeof(THal)));

    /// <summary>How many shares are not ended yet.</summary>
    public static long LiveShares => Counts.Figures.LiveShares;

    /// <summary>How many pages of DMA memory are allocated now.</summary>
    public static long LivePages => Counts.Figures.LivePages;

    /// <inheritdoc/>
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        DmaAllocation allocation = THal.DmaAlloc(pages, direction);
        if (allocation.Paddr != default)
        {
            Counts.Allocated((long)pages);
        }

        return allocation;
    }

    /// <inheritdoc/>
    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        int status = THal.DmaDealloc(paddr, vaddr, pages);
        Counts.Deallocated((long)pages);
        return status;
    }

    /// <inheritdoc/>
    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

    /// <inheritdoc/>
    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr paddr = THal.Share(buffer, direction);
        Counts.Shared(buffer.Length);
        return paddr;
    }

    /// <inheritdoc/>
    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        THal.Unshare(paddr, buffer, direction);
        Counts.Unshared(buffer.Length);
    }

    /// <inheritdoc/>
    public static void Abandoned(PhysAddr paddr) => THal.Abandoned(paddr);
}
