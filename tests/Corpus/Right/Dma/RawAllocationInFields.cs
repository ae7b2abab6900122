using System;
using Devices;
using Hal;

/// <summary>A raw allocation whose three parts live in fields between Open and Close.</summary>
public sealed unsafe class RawInFields<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private PhysAddr _paddr;
    private byte* _vaddr;
    private nuint _pages;

    public bool Open(nuint bytes)
    {
        nuint pages = HalConstants.PagesFor(bytes);
        DmaAllocation memory = THal.DmaAlloc(pages, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return false;
        }

        _paddr = memory.Paddr;
        _vaddr = memory.Vaddr;
        _pages = pages;
        _device.Program(_paddr, (int)bytes);
        return true;
    }

    public void Dispose()
    {
        if (_vaddr == null)
        {
            return;
        }

        _device.Reset();
        int status = THal.DmaDealloc(_paddr, _vaddr, _pages);
        _vaddr = null;
        _paddr = default;
        if (status != 0)
        {
            throw new DmaException($"status {status}");
        }
    }
}
