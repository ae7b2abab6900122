using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK (nvme): "fix memleak when submit request failed": a failed submission returns with the DMA copy of the user's
// payload still allocated.
internal sealed unsafe class AdminUserCopy<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    public int Send(byte opcode, ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return -22;
        }

        nuint pages = HalConstants.PagesFor((nuint)payload.Length);
        DmaAllocation copy = THal.DmaAlloc(pages, DriverToDevice); //! HAL2002
        if (copy.Paddr == default)
        {
            return -12;
        }

        payload.CopyTo(new Span<byte>(copy.Vaddr, payload.Length));
        int command = admin.Submit(opcode, copy.Paddr, default);
        if (command < 0)
        {
            return command;
        }

        while (!admin.IsDone(command))
        {
        }

        return THal.DmaDealloc(copy.Paddr, copy.Vaddr, pages);
    }
}
