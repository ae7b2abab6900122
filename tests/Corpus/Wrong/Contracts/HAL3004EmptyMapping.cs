using Hal;

/// <summary>C14: mappings of no registers.</summary>
public sealed unsafe class NothingMapped<THal>
    where THal : struct, IHal
{
    private const int Registers = 3;

    public MmioRegion Literal(PhysAddr bar) => MmioRegion.Map<THal>(bar, 0); //! HAL3004

    public byte* WrongUnit(PhysAddr bar) => THal.MmioPhysToVirt(bar, Registers * sizeof(uint) / HalConstants.PageSize); //! HAL3004

    public MmioRegion NotThere(PhysAddr bar, uint size)
    {
        if (size != 0)
        {
            return MmioRegion.Map<THal>(bar, size);
        }

        return MmioRegion.Map<THal>(bar, size); //! HAL3004
    }

    public MmioRegion Wrapped(byte* mapped)
    {
        nuint size = 0;
        return new MmioRegion(mapped, size); //! HAL3004
    }
}
