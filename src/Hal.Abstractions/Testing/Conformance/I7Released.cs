using System;

namespace Hal.Testing;

/// <summary>I7: DmaDealloc returns 0, and really gives the memory back.</summary>
internal sealed unsafe class I7Released : ContractTest
{
    private const int Rounds = 3;
    private const nuint Pages = 16;
    private const int Cycles = 1024;
    private const long RoundBytes = (long)Cycles * (long)Pages * HalConstants.PageSize;

    public I7Released()
        : base("I7", "DmaDealloc returns 0 and gives the memory back")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        // A pool that is not given back runs dry. A heap grows, and would grow by as much in each round; the rounds tell it from what else
        // the process does.
        int grown = 0;
        for (int round = 0; round < Rounds; round++)
        {
            long before = Environment.WorkingSet;
            for (int cycle = 0; cycle < Cycles; cycle++)
            {
                DmaAllocation memory = THal.DmaAlloc(Pages, BufferDirection.Both);
                if (memory.Paddr == default)
                {
                    if (round + cycle == 0)
                    {
                        Trial.NotTestable($"DmaAlloc of {Pages} pages returned no memory");
                    }

                    Trial.Fail(
                        $"after {(round * Cycles) + cycle} allocations of {Pages} pages, each given back with status 0, there is no "
                            + "memory left");
                }

                new Span<byte>(memory.Vaddr, (int)Pages * HalConstants.PageSize).Fill(0x77);
                Trial.Give<THal>(memory, Pages);
            }

            grown += Environment.WorkingSet - before >= RoundBytes / 4 * 3 ? 1 : 0;
        }

        if (grown == Rounds)
        {
            Trial.Fail(
                $"in each of {Rounds} rounds the process grew by about the {RoundBytes >> 20} MiB that were allocated and given back "
                    + "with status 0");
        }

        return $"{Rounds * Cycles} allocations of {Pages} pages, each given back at once";
    }
}
