namespace Hal.Testing;

/// <summary>I8: MmioPhysToVirt returns a valid, unaliased pointer.</summary>
internal sealed unsafe class I8Registers : ContractTest
{
    public I8Registers()
        : base("I8", "MmioPhysToVirt returns a valid, unaliased pointer")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        if (trial.Options.Registers is null)
        {
            Trial.NotTestable("there are no registers here; name some by ConformanceOptions.Registers");
        }

        PhysAddr paddr = trial.Options.Registers.Value;
        nuint size = trial.Options.RegistersSize;
        byte* pointer = THal.MmioPhysToVirt(paddr, size);
        if (pointer == null)
        {
            Trial.Fail($"a null pointer for the {size} bytes at {paddr}");
        }

        DmaAllocation memory = Trial.Allocate<THal>(4);
        bool overlap = Trial.Overlap((ulong)pointer, size, (ulong)memory.Vaddr, 4 * HalConstants.PageSize);
        Trial.Give<THal>(memory, 4);
        if (overlap)
        {
            Trial.Fail($"the pointer 0x{(nuint)pointer:x} for the {size} bytes at {paddr} lies in DMA memory");
        }

        return $"the {size} bytes at {paddr} were mapped, and not read or written";
    }
}
