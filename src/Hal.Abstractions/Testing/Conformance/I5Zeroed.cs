using System;

namespace Hal.Testing;

/// <summary>I5: the pages are zeroed.</summary>
internal sealed unsafe class I5Zeroed : ContractTest
{
    public I5Zeroed()
        : base("I5", "the pages are zeroed")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        for (int round = 0; round < 64; round++)
        {
            nuint pages = (nuint)(round % 4) + 1;
            DmaAllocation memory = Trial.Allocate<THal>(pages);
            var bytes = new Span<byte>(memory.Vaddr, (int)pages * HalConstants.PageSize);
            int at = bytes.IndexOfAnyExcept((byte)0);
            if (at >= 0)
            {
                byte found = bytes[at];
                Trial.Give<THal>(memory, pages);
                Trial.Fail($"byte {at} of {pages} pages is 0x{found:x2}, in the allocation number {round + 1}");
            }

            bytes.Fill(0xFF); // for the next one to find
            Trial.Give<THal>(memory, pages);
        }

        return "64 allocations of 1 to 4 pages, each filled before its release";
    }
}
