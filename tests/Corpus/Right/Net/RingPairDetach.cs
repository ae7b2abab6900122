using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD's network drivers: the detach disposes the transmit ring and the receive ring.
public sealed class RingPair<THal>(Device nic)
    where THal : struct, IHal
{
    private const int TransmitBase = 0x20;
    private const int ReceiveBase = 0x28;

    private Dma<THal>? _transmit;
    private Dma<THal>? _receive;

    public void Attach()
    {
        if (_transmit is null)
        {
            _transmit = new Dma<THal>(2, Both);
        }

        if (_receive is null)
        {
            _receive = new Dma<THal>(4, Both);
        }

        nic.WriteRegister(TransmitBase, _transmit.Paddr.Value);
        nic.WriteRegister(ReceiveBase, _receive.Paddr.Value);
        nic.Kick();
    }

    public void Detach()
    {
        nic.Reset();
        if (_transmit is not null)
        {
            _transmit.Dispose();
        }

        if (_receive is not null)
        {
            _receive.Dispose();
        }

        _transmit = null;
        _receive = null;
    }
}
