using System;
using System.Diagnostics;
using Hal;

/// <summary>More ways to find out that DmaAlloc failed: throw helpers, constants, copies of the number, extension methods.</summary>
public static unsafe class AllocationTests
{
    private static readonly PhysAddr s_none = default;

    private static bool IsNone(this PhysAddr at) => at.Value == 0;

    public static int ByThrowHelper<THal>()
        where THal : struct, IHal
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        ArgumentOutOfRangeException.ThrowIfZero(paddr.Value);
        *vaddr = 1;
        return THal.DmaDealloc(paddr, vaddr, 1);
    }

    public static int ByNumber<THal>()
        where THal : struct, IHal
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        ulong raw = memory.Paddr.Value;
        bool ok = raw != 0UL;
        if (!ok)
        {
            return -12;
        }

        *memory.Vaddr = 1;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public static int ByConstant<THal>()
        where THal : struct, IHal
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == new PhysAddr(0) || memory.Paddr == s_none || memory.Paddr.Equals(default))
        {
            return -12;
        }

        *memory.Vaddr = 1;
        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public static int ByExtension<THal>()
        where THal : struct, IHal
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        if (paddr.IsNone())
        {
            return -12;
        }

        *vaddr = 1;
        return THal.DmaDealloc(paddr, vaddr, 1);
    }

    public static int ByAssertion<THal>()
        where THal : struct, IHal
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        Debug.Assert(paddr != default, "the test rig always has a page");
        *vaddr = 1;
        return THal.DmaDealloc(paddr, vaddr, 1);
    }
}
