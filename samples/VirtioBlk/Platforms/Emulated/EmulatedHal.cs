using System.Runtime.InteropServices;
using Hal;

namespace Virtio.Platforms.Emulated;

/// <summary>
/// The HAL of the emulated machine. Each machine is a type of its own, with its own bus: <c>EmulatedHal&lt;MyMachine&gt;</c>.
/// </summary>
/// <typeparam name="TMachine">Any struct; it only tells one machine from another.</typeparam>
[HalImplementation]
internal static unsafe partial class EmulatedHal<TMachine>
    where TMachine : struct
{
    /// <summary>The bus, for the devices of this machine.</summary>
    public static EmulatedBus Bus { get; } = new();

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        nuint bytes = pages * HalConstants.PageSize;
        if (bytes > uint.MaxValue - HalConstants.PageSize)
        {
            return default; // more than a window of the bus
        }

        var vaddr = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(vaddr, bytes);
        return new DmaAllocation(Bus.Map(vaddr, bytes, direction), vaddr);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        const int NotAllocated = -1;

        // First from the device, then to the allocator: never the other way round.
        if (!Bus.Unmap(paddr, vaddr, pages * HalConstants.PageSize))
        {
            return NotAllocated;
        }

        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) =>
        throw new HalException($"The emulated machine has no registers at {paddr}; its devices are reached by method calls.");

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Bus.Map(buffer.Pointer, (nuint)buffer.Length, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (!Bus.Unmap(paddr, buffer.Pointer, (nuint)buffer.Length))
        {
            throw new HalContractException("HAL1001", $"No share of {buffer} is live at address {paddr} (contracts C8, C10).");
        }
    }
}
