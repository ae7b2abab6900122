using System.Collections.Generic;

namespace Hal.Testing;

/// <summary>I3: the pointer is aligned to a page of 4096 bytes.</summary>
internal sealed unsafe class I3Aligned : ContractTest
{
    public I3Aligned()
        : base("I3", "the pointer is aligned to a page of 4096 bytes")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        var live = new List<(DmaAllocation, nuint)>();
        for (nuint pages = 1; pages <= 8; pages++)
        {
            DmaAllocation memory = Trial.Allocate<THal>(pages);
            live.Add((memory, pages));
            if ((nuint)memory.Vaddr % HalConstants.PageSize != 0)
            {
                Trial.Fail(
                    $"the pointer 0x{(nuint)memory.Vaddr:x} of {pages} pages is {(nuint)memory.Vaddr % HalConstants.PageSize} bytes "
                        + "past a page");
            }
        }

        live.ForEach(memory => Trial.Give<THal>(memory.Item1, memory.Item2));
        return "1 to 8 pages, all live at once";
    }
}
