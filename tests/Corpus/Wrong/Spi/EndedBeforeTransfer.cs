using Hal;
using Devices;

// Follows a fix in NuttX, 1446961c87a.
/// <summary>An SPI receive that ends the share before it starts the transfer, so the CPU reads stale bytes.</summary>
public sealed unsafe class SpiReceive<THal>
    where THal : struct, IHal
{
    private readonly SpiController _spi = new();

    public byte Receive(byte* data, int length)
    {
        var buffer = new DmaBuffer(data, length);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        _spi.SetReceive(address, length); //! HAL1010
        _spi.Run();
        _spi.WaitIdle(5);
        return data[0];
    }
}
