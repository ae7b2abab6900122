using Hal;
using Devices;

// Like fixes in Linux (drivers/spi, a driver that maps transmit, then receive).
/// <summary>An SPI transfer: when the receive buffer cannot be shared, the transmit buffer stays shared.</summary>
public sealed unsafe class SpiTransfer<THal>
    where THal : struct, IHal
{
    private readonly SpiController _spi = new();

    public int Exchange(byte* transmit, byte* receive, int length)
    {
        var send = new Shared<THal>(new DmaBuffer(transmit, length), BufferDirection.DriverToDevice); //! HAL1002
        Shared<THal> take = default;
        try
        {
            take = new Shared<THal>(new DmaBuffer(receive, length), BufferDirection.DeviceToDriver);
        }
        catch (DmaException e)
        {
            Log.Info(e.Message);
        }

        if (take.Buffer.IsEmpty)
        {
            return -12;
        }

        int status = _spi.Start(send.Paddr, take.Paddr, length);
        _spi.WaitIdle(100);
        take.Unshare();
        send.Unshare();
        return status;
    }
}
