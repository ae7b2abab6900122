using Hal;
using Devices;

/// <summary>C3: DMA memory that is given back twice.</summary>
public sealed unsafe class DoubleDeallocs<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int InARow()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
            return -12;
        int status = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        status |= THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2003
        return status;
    }

    public int ErrorPathToo()
    {
        var (paddr, vaddr) = THal.DmaAlloc(4, BufferDirection.DeviceToDriver);
        if (paddr == default)
            return -12;
        int status = _device.Start(paddr, 16384);
        if (status != 0)
            status = THal.DmaDealloc(paddr, vaddr, 4);
        return THal.DmaDealloc(paddr, vaddr, 4) | status; //! HAL2003
    }

    public int TryAndFinally()
    {
        int status = -12;
        DmaAllocation memory = THal.DmaAlloc(2, BufferDirection.Both);
        if (memory.Paddr == default)
            return status;
        try
        {
            _device.Wait(10);
            status = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 2);
        }
        finally
        {
            status |= THal.DmaDealloc(memory.Paddr, memory.Vaddr, 2); //! HAL2003
        }

        return status;
    }

    public int CopyOfThePair()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (memory.Paddr.Value is 0)
            return -12;
        DmaAllocation copy = memory;
        int first = THal.DmaDealloc(copy.Paddr, copy.Vaddr, 1);
        return first + THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2003
    }
}
