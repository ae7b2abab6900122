using Devices;
using Hal;

/// <summary>An SPI transfer whose mode enum says which of two buffers take part, asked on the way in and on the way out.</summary>
public sealed class SpiTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _spi = new();

    public enum Mode
    {
        Pio,
        Transmit,
        Receive,
        Duplex,
    }

    public void Run(Mode mode, DmaBuffer send, DmaBuffer receive)
    {
        PhysAddr sendAt = default;
        PhysAddr receiveAt = default;
        if (mode == Mode.Transmit || mode == Mode.Duplex)
        {
            sendAt = THal.Share(send, BufferDirection.DriverToDevice);
        }

        if (mode is Mode.Receive or Mode.Duplex)
        {
            receiveAt = THal.Share(receive, BufferDirection.DeviceToDriver);
        }

        _spi.Program(sendAt, send.Length);
        _spi.Program(receiveAt, receive.Length);
        _spi.Wait(10);
        if (mode is Mode.Receive or Mode.Duplex)
        {
            THal.Unshare(receiveAt, receive, BufferDirection.DeviceToDriver);
        }

        if (mode == Mode.Transmit || mode == Mode.Duplex)
        {
            THal.Unshare(sendAt, send, BufferDirection.DriverToDevice);
        }
    }
}
