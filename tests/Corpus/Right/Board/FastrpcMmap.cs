using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "misc: fastrpc: fix double free of 'buf' in error path": undoing the mapping frees the buffer, and the label
// behind it frees it again.
public sealed unsafe class FastrpcUser<THal>(Mailbox dsp)
    where THal : struct, IHal
{
    private const uint Map = 4;
    private const uint Unmap = 5;

    public int RequestMap(nuint pages, Func<PhysAddr, bool> copyToUser)
    {
        DmaAllocation buffer = THal.DmaAlloc(pages, BufferDirection.Both);
        if (buffer.Paddr == default)
        {
            return -12;
        }

        int error = dsp.Execute(Map, buffer.Paddr);
        if (error != 0)
        {
            goto free;
        }

        if (!copyToUser(buffer.Paddr))
        {
            error = -14;
            UndoMap(buffer, pages);
            return error;
        }

        dsp.Execute(Unmap, buffer.Paddr);

    free:
        _ = THal.DmaDealloc(buffer.Paddr, buffer.Vaddr, pages);
        return error;
    }

    private void UndoMap(DmaAllocation buffer, nuint pages)
    {
        if (dsp.Execute(Unmap, buffer.Paddr) != 0)
        {
            Log.Info("fastrpc: the DSP keeps the mapping");
        }

        _ = THal.DmaDealloc(buffer.Paddr, buffer.Vaddr, pages);
    }
}
