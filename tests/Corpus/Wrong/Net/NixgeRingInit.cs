using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (nixge): when the receive ring cannot be allocated the transmit ring leaks.
internal sealed class NixgeRings<THal>(Device mac)
    where THal : struct, IHal
{
    private Dma<THal>? _transmit;
    private Dma<THal>? _receive;

    public int Open()
    {
        if (_transmit is not null)
        {
            return -16;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? transmit)) //! HAL2002
        {
            return -12;
        }

        if (!Dma<THal>.TryCreate(2, BufferDirection.Both, out Dma<THal>? receive))
        {
            return -12;
        }

        mac.Program(transmit.Paddr, (int)transmit.Length);
        mac.Program(receive.Paddr, (int)receive.Length);
        _transmit = transmit;
        _receive = receive;
        mac.Kick();
        return 0;
    }

    public void Close()
    {
        mac.Reset();
        _transmit?.Dispose();
        _receive?.Dispose();
        _transmit = _receive = null;
    }
}
