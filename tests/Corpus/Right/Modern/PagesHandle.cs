using System.Runtime.InteropServices;
using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Pages behind a safe handle, so that P/Invoke keeps them alive.
public sealed unsafe class PagesHandle<THal> : SafeHandle
    where THal : struct, IHal
{
    private readonly PhysAddr _paddr;
    private readonly nuint _pages;

    private PagesHandle(DmaAllocation memory, nuint pages)
        : base(0, ownsHandle: true)
    {
        _paddr = memory.Paddr;
        _pages = pages;
        SetHandle((nint)memory.Vaddr);
    }

    public override bool IsInvalid => handle == 0;

    public PhysAddr Paddr => _paddr;

    public Span<byte> Bytes => new((void*)handle, (int)_pages * HalConstants.PageSize);

    public static PagesHandle<THal>? TryAllocate(nuint pages)
    {
        DmaAllocation memory = THal.DmaAlloc(pages, Both);
        return memory.Paddr.Value == 0 ? null : new PagesHandle<THal>(memory, pages);
    }

    protected override bool ReleaseHandle() => THal.DmaDealloc(_paddr, (byte*)handle, _pages) == 0;
}
