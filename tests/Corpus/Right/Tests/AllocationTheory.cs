using System;
using System.Collections.Generic;
using Devices;
using Hal;
using Hal.Testing;

namespace Drivers;

/// <summary>Tests over a table of page counts and directions.</summary>
public static class AllocationTests
{
    private readonly struct Scope
    {
    }

    public static IEnumerable<(nuint Pages, BufferDirection Direction)> Cases()
    {
        foreach (nuint pages in new nuint[] { 1, 2, 3, 7, 64 })
        {
            foreach (BufferDirection direction in Enum.GetValues<BufferDirection>())
            {
                yield return (pages, direction);
            }
        }
    }

    public static unsafe void FreshMemoryIsZeroedAndAligned(nuint pages, BufferDirection direction)
    {
        DmaAllocation memory = FakeHal<Scope>.Binding.DmaAlloc(pages, direction);
        Expect.That(memory.Paddr != default);
        try
        {
            Expect.Same((nuint)0, (nuint)memory.Vaddr & 0xFFF);
            var all = new ReadOnlySpan<byte>(memory.Vaddr, (int)(pages * HalConstants.PageSize));
            Expect.Same(-1, all.IndexOfAnyExcept((byte)0));
        }
        finally
        {
            Expect.Same(0, FakeHal<Scope>.Binding.DmaDealloc(memory.Paddr, memory.Vaddr, pages));
        }
    }

    public static void FailureIsReportedAndNothingIsHeld()
    {
        FakeHal<Scope>.Faults.FailAllocation();
        Expect.That(!Dma<FakeHal<Scope>.Binding>.TryCreate(1, BufferDirection.Both, out Dma<FakeHal<Scope>.Binding>? none));
        Expect.That(none is null);
        Expect.Same(0, FakeHal<Scope>.LiveAllocations);
    }
}
