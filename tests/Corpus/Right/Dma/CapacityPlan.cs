using System.Collections.Generic;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A tool that measures how many pages a platform gives out, doubling until it refuses.</summary>
public static unsafe class CapacityPlan
{
    public static nuint LargestContiguous<THal>(nuint limit)
        where THal : struct, IHal
    {
        nuint best = 0;
        for (nuint pages = 1; pages <= limit; pages *= 2)
        {
            DmaAllocation probe = THal.DmaAlloc(pages, Both);
            if (probe.Paddr == default)
            {
                break;
            }

            best = pages;
            if (THal.DmaDealloc(probe.Paddr, probe.Vaddr, pages) is not 0 and var status)
            {
                throw new DmaException($"{pages} pages: status {status}");
            }
        }

        return best;
    }

    public static int Total<THal>(int most)
        where THal : struct, IHal
    {
        var held = new Stack<DmaAllocation>();
        while (held.Count < most)
        {
            DmaAllocation page = THal.DmaAlloc(1, Both);
            if (page.Paddr == default)
            {
                break;
            }

            held.Push(page);
        }

        int total = held.Count;
        int errors = 0;
        while (held.TryPop(out DmaAllocation page))
        {
            errors += THal.DmaDealloc(page.Paddr, page.Vaddr, 1) == 0 ? 0 : 1;
        }

        return errors == 0 ? total : -errors;
    }
}
