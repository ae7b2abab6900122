using Devices;
using Hal;

public sealed unsafe class ProbeRingLeak<THal>(VirtioTransport transport) where THal : struct, IHal
{
    private DmaAllocation _rx;
    private DmaAllocation _tx;

    public int Probe()
    {
        _rx = THal.DmaAlloc(2, BufferDirection.Both);
        if (_rx.Paddr == default)
        {
            return -12;
        }

        _tx = THal.DmaAlloc(2, BufferDirection.Both);
        if (_tx.Paddr == default)
        {
            goto freeRx;
        }

        if (!transport.SetQueue(0, _rx.Paddr, 128) || !transport.SetQueue(1, _tx.Paddr, 128))
        {
            goto freeTx;
        }

        return 0;

    freeTx:
        _ = THal.DmaDealloc(_tx.Paddr, _tx.Vaddr, 2);
        _tx = default;
    freeRx:
        _ = THal.DmaDealloc(_rx.Paddr, _rx.Vaddr, 2);
        _rx = default;
        return -5;
    }

    public void Remove()
    {
        transport.Reset();
        _ = THal.DmaDealloc(_tx.Paddr, _tx.Vaddr, 2);
        _ = THal.DmaDealloc(_rx.Paddr, _rx.Vaddr, 2);
    }
}
