using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Hal.Tests.Hals;

/// <summary>
/// A HAL that believes nobody: it throws where a call does not end exactly what was made, so that a test sees what
/// <see cref="Checked{THal}"/> lets through. Addresses come from a small range and are used again at once, as an IOMMU's are. Each
/// <typeparamref name="TTag"/> has one of its own.
/// </summary>
internal unsafe struct StrictHal<TTag> : IHal
{
    private static readonly Dictionary<PhysAddr, (nuint Vaddr, nuint Length, BufferDirection Direction)> Live = [];
    private static readonly SortedSet<ulong> Free = [];

    public static int LiveCount
    {
        get
        {
            lock (Live)
            {
                return Live.Count;
            }
        }
    }

    public static void Reset()
    {
        Live.Clear();
        Free.Clear();
        for (ulong slot = 1; slot <= 4096; slot++)
        {
            Free.Add(slot << 16);
        }
    }

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
        new Span<byte>(memory, (int)pages * HalConstants.PageSize).Clear();
        return new DmaAllocation(Make((nuint)memory, pages, BufferDirection.Both), memory);
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        End(paddr, (nuint)vaddr, pages, BufferDirection.Both);
        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Make((nuint)buffer.Pointer, (nuint)buffer.Length, direction);

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        End(paddr, (nuint)buffer.Pointer, (nuint)buffer.Length, direction);

    private static PhysAddr Make(nuint vaddr, nuint length, BufferDirection direction)
    {
        lock (Live)
        {
            ulong address = Free.Min;
            Free.Remove(address);
            Live.Add(new PhysAddr(address), (vaddr, length, direction));
            return new PhysAddr(address);
        }
    }

    private static void End(PhysAddr paddr, nuint vaddr, nuint length, BufferDirection direction)
    {
        lock (Live)
        {
            if (!Live.Remove(paddr, out var made) || made != (vaddr, length, direction))
            {
                throw new InvalidOperationException($"The HAL was called wrongly: {paddr}, 0x{vaddr:x}, {length}, {direction}.");
            }

            Free.Add(paddr.Value);
        }
    }
}
