using System.Collections.Generic;

namespace Hal.Testing;

/// <summary>I6: failure is address 0, so address 0 is never a page.</summary>
internal sealed unsafe class I6Failure : ContractTest
{
    // 4 EiB: no machine has it, and the product with the page size does not overflow.
    private const ulong Absurd = 1UL << 50;

    public I6Failure()
        : base("I6", "failure is address 0, so bus address 0 is never a good page")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        var live = new List<(DmaAllocation Memory, nuint Pages)>();
        nuint pages = 16;
        bool full = false;
        while (live.Count * (int)pages < trial.Options.MostPages)
        {
            DmaAllocation memory = THal.DmaAlloc(pages, BufferDirection.Both);
            if (memory.Paddr == default)
            {
                if (full)
                {
                    break;
                }

                full = true; // once more: what failed stays failed while nothing is given back
                continue;
            }

            live.Add((memory, pages));
            if (full)
            {
                Trial.Fail(
                    "DmaAlloc failed and, with nothing given back, succeeded at the next call: address 0 seems to be a good page here, "
                        + "which drivers take for failure");
            }

            if (memory.Vaddr == null)
            {
                Trial.Fail($"a null pointer came with the address {memory.Paddr}");
            }
        }

        live.ForEach(memory => Trial.Give<THal>(memory.Memory, memory.Pages));
        if (sizeof(nuint) == sizeof(ulong))
        {
            DmaAllocation absurd = THal.DmaAlloc(unchecked((nuint)Absurd), BufferDirection.Both);
            if (absurd.Paddr != default)
            {
                _ = THal.DmaDealloc(absurd.Paddr, absurd.Vaddr, unchecked((nuint)Absurd));
                Trial.Fail($"DmaAlloc of 2^50 pages returned {absurd.Paddr}, but no machine has them");
            }
        }

        return $"{live.Count} allocations of {pages} pages{(full ? ", until there were no more," : "")} and one of 2^50 pages";
    }
}
