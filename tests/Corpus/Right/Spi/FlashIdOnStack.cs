using Hal;
using Devices;

/// <summary>An SPI NOR driver that has the device write the flash's id into DMA memory.</summary>
public sealed unsafe class FlashIdentification<THal>
    where THal : struct, IHal
{
    private readonly SpiController _nor = new();

    public uint ReadId()
    {
        using var page = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        _nor.SetReceive(page.Paddr, sizeof(uint));
        _nor.Run();
        _nor.WaitIdle(1);
        return *page.Pointer<uint>(0) & 0xFFFFFF;
    }
}
