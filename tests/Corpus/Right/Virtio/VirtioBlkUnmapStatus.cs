using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "OvmfPkg/VirtioBlkDxe: Check the return status of unmap data buffer" (ea8314e440): the data counted as read
// although the pages had not come back.
public sealed unsafe class VirtioBlkSynchronous<THal>
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly Device _queue;

    public VirtioBlkSynchronous(VirtioTransport transport, Device queue)
    {
        _transport = transport;
        _queue = queue;
    }

    public int ReadSector(ulong sector, Span<byte> into)
    {
        DmaAllocation page = THal.DmaAlloc(1, Both);
        if (page.Paddr == default)
        {
            return -12;
        }

        *(ulong*)(page.Vaddr + 8) = sector;
        _queue.Program(page.Paddr, 528);
        _transport.Notify(0);
        int status = _queue.Wait(1000) ? 0 : -5;
        if (status == 0)
        {
            new ReadOnlySpan<byte>(page.Vaddr + 16, 512).CopyTo(into);
        }
        else
        {
            _transport.Reset();
        }

        if (THal.DmaDealloc(page.Paddr, page.Vaddr, 1) != 0)
        {
            status = -14;
        }

        return status;
    }
}
