using Hal;
using Devices;

/// <summary>An Ethernet driver's start: the receive ring is given back when there is no memory for the transmit ring.</summary>
public sealed unsafe class RingPair<THal>
    where THal : struct, IHal
{
    private readonly Device _mac = new();
    private DmaAllocation _receive;
    private DmaAllocation _transmit;

    public int Start()
    {
        DmaAllocation receive = THal.DmaAlloc(2, BufferDirection.Both);
        if (receive.Paddr == default)
        {
            return -12;
        }

        DmaAllocation transmit = THal.DmaAlloc(2, BufferDirection.Both);
        if (transmit.Paddr == default)
        {
            int status = THal.DmaDealloc(receive.Paddr, receive.Vaddr, 2);
            return status == 0 ? -12 : status;
        }

        _receive = receive;
        _transmit = transmit;
        _mac.Program(receive.Paddr, 2 * HalConstants.PageSize);
        _mac.Program(transmit.Paddr, 2 * HalConstants.PageSize);
        return 0;
    }

    public int Stop()
    {
        _mac.Reset();
        int status = THal.DmaDealloc(_receive.Paddr, _receive.Vaddr, 2);
        return status != 0 ? status : THal.DmaDealloc(_transmit.Paddr, _transmit.Vaddr, 2);
    }
}
