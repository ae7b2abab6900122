using Hal;
using Devices;

/// <summary>C3: DMA memory that every path gives back.</summary>
public sealed unsafe class UnfreedMemory<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int EarlyReturn()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        int status = _device.Start(memory.Paddr, HalConstants.PageSize);
        if (status != 0)
        {
            return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1) == 0 ? status : -5;
        }

        return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    public void NotDisposed()
    {
        using var memory = new Dma<THal>(1, BufferDirection.DriverToDevice);
        _device.Program(memory.Paddr, 64);
        _device.Wait(10);
    }

    public void ThrownAway()
    {
        new Dma<THal>(1, BufferDirection.Both).Dispose();
        _device.Kick();
    }

    public bool OneOfTwo()
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? first))
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? second))
        {
            first.Dispose();
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
        var memory = new Dma<THal>(2, BufferDirection.DeviceToDriver);
        if (!_device.Submit(memory.Paddr) && strict)
        {
            memory.Dispose();
            throw new DeviceException("refused");
        }

        memory.Dispose();
    }
}
