using Hal;
using Devices;

/// <summary>C3: DMA memory that some path does not give back.</summary>
public sealed unsafe class UnfreedMemory<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int EarlyReturn()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both); //! HAL2002
        if (memory.Paddr == default)
        {
            return -12;
        }

        int status = _device.Start(memory.Paddr, HalConstants.PageSize);
        if (status != 0)
        {
            return status;
        }

        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public void NotDisposed()
    {
        var memory = new Dma<THal>(1, BufferDirection.DriverToDevice); //! HAL2002
        _device.Program(memory.Paddr, 64);
        _device.Wait(10);
    }

    public void ThrownAway()
    {
        _ = new Dma<THal>(1, BufferDirection.Both); //! HAL2002
        _device.Kick();
    }

    public bool OneOfTwo()
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? first)) //! HAL2002
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? second))
        {
            return false;
        }

        _device.Program(first.Paddr, 64);
        _device.Program(second.Paddr, 64);
        second.Dispose();
        first.Dispose();
        return true;
    }

    public void Thrown(bool strict)
    {
        var memory = new Dma<THal>(2, BufferDirection.DeviceToDriver); //! HAL2002
        if (!_device.Submit(memory.Paddr) && strict)
        {
            throw new DeviceException("refused");
        }

        memory.Dispose();
    }
}
