using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[rtl818x] Fix resource leak on error path": open allocates the transmit ring, then leaves without it when the
// receive ring cannot be had.
public sealed unsafe class Rtl818x<THal>(Device radio)
    where THal : struct, IHal
{
    private const int TransmitBase = 0x20;
    private const int ReceiveBase = 0xe4;

    private DmaAllocation _transmit;
    private DmaAllocation _receive;

    public int Open()
    {
        var transmit = THal.DmaAlloc(1, Both); //! HAL2002
        if (transmit.Paddr == default)
        {
            return -12;
        }

        var receive = THal.DmaAlloc(2, Both);
        if (receive.Paddr == default)
        {
            return -12;
        }

        radio.WriteRegister(TransmitBase, transmit.Paddr.Value);
        radio.WriteRegister(ReceiveBase, receive.Paddr.Value);
        (_transmit, _receive) = (transmit, receive);
        radio.Kick();
        return 0;
    }

    public void Close()
    {
        radio.Reset();
        int status = THal.DmaDealloc(_receive.Paddr, _receive.Vaddr, 2);
        status |= THal.DmaDealloc(_transmit.Paddr, _transmit.Vaddr, 1);
        if (status != 0)
        {
            Log.Info("a ring was not given back");
        }

        _transmit = default;
        _receive = default;
    }
}
