using Hal;

/// <summary>C14: mappings of at least one register.</summary>
public sealed unsafe class NothingMapped<THal>
    where THal : struct, IHal
{
    private const int Registers = 3;

    public MmioRegion Literal(PhysAddr bar) => MmioRegion.Map<THal>(bar, 1);

    public byte* WrongUnit(PhysAddr bar) => THal.MmioPhysToVirt(bar, Registers * sizeof(uint));

    public MmioRegion NotThere(PhysAddr bar, uint size)
    {
        if (size != 0)
        {
            return MmioRegion.Map<THal>(bar, size);
        }

        throw new HalException("the BAR is not there");
    }

    public MmioRegion Wrapped(byte* mapped)
    {
        nuint size = 0;
        size += 16;
        return new MmioRegion(mapped, size);
    }
}
