using Devices;
using Hal;

/// <summary>net probe: the receive ring is not freed when the transmit ring cannot be allocated.</summary>
public sealed unsafe class ProbeRingLeak<THal>(VirtioTransport transport) where THal : struct, IHal
{
    private DmaAllocation _rx;
    private DmaAllocation _tx;

    public int Probe()
    {
        var rx = THal.DmaAlloc(2, BufferDirection.Both); //! HAL2002
        if (rx.Paddr == default)
        {
            return -12;
        }

        var tx = THal.DmaAlloc(2, BufferDirection.Both);
        if (tx.Paddr == default)
        {
            return -12;
        }

        _rx = rx;
        _tx = tx;
        transport.SetQueue(0, rx.Paddr, 128);
        transport.SetQueue(1, tx.Paddr, 128);
        return 0;
    }

    public void Remove()
    {
        transport.Reset();
        _ = THal.DmaDealloc(_tx.Paddr, _tx.Vaddr, 2);
        _ = THal.DmaDealloc(_rx.Paddr, _rx.Vaddr, 2);
    }
}
