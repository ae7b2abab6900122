using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux xen (pvcalls): a page that was not given back is counted as lost.
public sealed unsafe class PvcallsRing<THal>(Mailbox backend)
    where THal : struct, IHal
{
    private const uint Connect = 1;
    private const uint Release = 2;

    public int LostPages { get; private set; }

    public int Open(ReadOnlySpan<byte> address)
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, Both);
        if (paddr == default)
        {
            return -12;
        }

        address.CopyTo(new Span<byte>(vaddr, HalConstants.PageSize));
        int error = backend.Execute(Connect, paddr);
        if (error == 0)
        {
            error = backend.Execute(Release, paddr);
        }

        if (THal.DmaDealloc(paddr, vaddr, 1) != 0)
        {
            LostPages++;
        }

        return error;
    }
}
