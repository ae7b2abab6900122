using Hal;
using Devices;

/// <summary>An SPI receive that ends the share after the transfer.</summary>
public sealed unsafe class SpiReceive<THal>
    where THal : struct, IHal
{
    private readonly SpiController _spi = new();

    public byte Receive(byte* data, int length)
    {
        var buffer = new DmaBuffer(data, length);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _spi.SetReceive(address, length);
        _spi.Run();
        _spi.WaitIdle(5);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return data[0];
    }
}
