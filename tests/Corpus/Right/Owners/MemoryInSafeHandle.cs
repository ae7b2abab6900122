using System;
using System.Runtime.InteropServices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>DMA memory behind a SafeHandle, for code that counts references with DangerousAddRef.</summary>
public sealed unsafe class DmaHandle<THal> : SafeHandle
    where THal : struct, IHal
{
    private readonly PhysAddr _paddr;
    private readonly nuint _pages;

    private DmaHandle(DmaAllocation memory, nuint pages)
        : base(0, ownsHandle: true)
    {
        _paddr = memory.Paddr;
        _pages = pages;
        SetHandle((nint)memory.Vaddr);
    }

    public override bool IsInvalid => handle == 0;

    public PhysAddr Paddr => _paddr;

    public static DmaHandle<THal> Allocate(nuint pages)
    {
        DmaAllocation memory = THal.DmaAlloc(pages, Both);
        return memory.Paddr != default ? new DmaHandle<THal>(memory, pages) : throw new DmaException($"{pages} pages are not to be had");
    }

    public void With(Action<nint> use)
    {
        bool added = false;
        try
        {
            DangerousAddRef(ref added);
            use(DangerousGetHandle());
        }
        finally
        {
            if (added)
            {
                DangerousRelease();
            }
        }
    }

    protected override bool ReleaseHandle() => THal.DmaDealloc(_paddr, (byte*)handle, _pages) == 0;
}
