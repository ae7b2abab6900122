using System;
using Hal;
using Devices;

/// <summary>I7: deallocations whose status is looked at, or ignored on purpose.</summary>
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
        if (THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1) != 0)
            throw new DmaException("the page was not taken back");
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
            _ = THal.DmaDealloc(paddr, vaddr, 2);
        }
    }

    public void Start()
    {
        _ring = THal.DmaAlloc(1, BufferDirection.Both);
        _device.OnCompleted(Stop);
    }

    public void Stop() => _device.Status = THal.DmaDealloc(_ring.Paddr, _ring.Vaddr, 1);

    public Action Deferred()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (memory.Paddr == default)
            return () => { };
        return () => _device.Status = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }
}
