using Hal;
using Devices;

/// <summary>An SPI transfer whose cleanup ends each buffer in its own direction.</summary>
public sealed class FullDuplex<THal>
    where THal : struct, IHal
{
    private readonly SpiController _spi = new();

    public bool Exchange(DmaBuffer outgoing, DmaBuffer incoming)
    {
        const BufferDirection Direction = BufferDirection.DeviceToDriver;
        PhysAddr sent = THal.Share(outgoing, BufferDirection.DriverToDevice);
        PhysAddr received = THal.Share(incoming, Direction);
        try
        {
            return _spi.Start(sent, received, outgoing.Length) == 0 && _spi.WaitIdle(50);
        }
        finally
        {
            THal.Unshare(received, incoming, Direction);
            THal.Unshare(sent, outgoing, BufferDirection.DriverToDevice);
        }
    }
}
