using System;
using Hal;
using Devices;

// Like fixes in Linux (drivers/usb/gadget, a probe with a chain of labels).
/// <summary>A USB gadget's probe whose chain of labels enters one label too late.</summary>
public sealed unsafe class GadgetProbe<THal>
    where THal : struct, IHal
{
    private readonly Device _udc = new();
    private readonly InterruptLine _line = new();
    private DmaAllocation _endpoints;
    private DmaAllocation _transfers;

    public int Probe()
    {
        int error = -12;
        DmaAllocation endpoints = THal.DmaAlloc(1, BufferDirection.Both);
        if (endpoints.Paddr == default)
            goto none;
        DmaAllocation transfers = THal.DmaAlloc(2, BufferDirection.Both); //! HAL2002
        if (transfers.Paddr == default)
            goto freeEndpoints;
        error = -16;
        if (!_line.TryAttach(() => _udc.Poll()))
            goto freeEndpoints;
        error = -110;
        if (!_udc.Wait(100))
            goto detach;

        _endpoints = endpoints;
        _transfers = transfers;
        return 0;

    detach:
        _line.Detach();
        error |= THal.DmaDealloc(transfers.Paddr, transfers.Vaddr, 2);
    freeEndpoints:
        error |= THal.DmaDealloc(endpoints.Paddr, endpoints.Vaddr, 1);
    none:
        return error;
    }

    public int Remove() =>
        Math.Min(THal.DmaDealloc(_transfers.Paddr, _transfers.Vaddr, 2), THal.DmaDealloc(_endpoints.Paddr, _endpoints.Vaddr, 1));
}
