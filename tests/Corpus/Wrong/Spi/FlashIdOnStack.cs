using Hal;
using Devices;

// Follows a fix in Linux (drivers/mtd/spi-nor, the tables that are read by DMA), bfa4133795.
/// <summary>An SPI NOR driver that has the device write the flash's id into a local variable.</summary>
public sealed unsafe class FlashIdentification<THal>
    where THal : struct, IHal
{
    private readonly SpiController _nor = new();

    public uint ReadId()
    {
        uint id;
        DmaBuffer buffer = DmaBuffer.Of(&id);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1014
        _nor.SetReceive(address, sizeof(uint));
        _nor.Run();
        _nor.WaitIdle(1);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return id & 0xFFFFFF;
    }
}
