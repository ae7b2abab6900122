using System;
using Hal;
using Devices;

/// <summary>I7: deallocations whose status nobody looks at.</summary>
public sealed unsafe class IgnoredStatus<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private DmaAllocation _ring;

    public void Statement()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
            return;
        _device.Submit(memory.Paddr);
        THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2007
    }

    public void InFinally()
    {
        var (paddr, vaddr) = THal.DmaAlloc(2, BufferDirection.Both);
        if (paddr == default)
            return;
        try
        {
            _device.Submit(paddr);
        }
        finally
        {
            THal.DmaDealloc(paddr, vaddr, 2); //! HAL2007
        }
    }

    public void Start()
    {
        _ring = THal.DmaAlloc(1, BufferDirection.Both);
        _device.OnCompleted(Stop);
    }

    public void Stop() => THal.DmaDealloc(_ring.Paddr, _ring.Vaddr, 1); //! HAL2007

    public Action Deferred()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (memory.Paddr == default)
            return () => { };
        return () => THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2007
    }
}
