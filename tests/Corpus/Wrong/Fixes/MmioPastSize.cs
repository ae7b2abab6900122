using Hal;

public sealed class MmioPastSize<THal> where THal : struct, IHal
{
    public uint Version(PhysAddr bar)
    {
        MmioRegion regs = MmioRegion.Map<THal>(bar, 0x40);
        regs.Write32(0x00, 1);
        return regs.Read32(0x40); //! HAL3002
    }
}
