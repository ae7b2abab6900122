using Hal;

public sealed unsafe class UseAfterDispose<THal>(MmioRegion regs) where THal : struct, IHal
{
    public uint Statistics()
    {
        var page = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        uint* counters = page.Pointer<uint>(0);
        regs.Write64(0x40, page.Paddr.Value);
        regs.Write32(0x48, 1);
        while (regs.Read32(0x48) != 0)
        {
        }

        page.Dispose();
        return counters[0] + counters[1]; //! HAL2008
    }
}
