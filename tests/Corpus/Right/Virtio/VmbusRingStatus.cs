using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "Drivers: hv: vmbus: Leak pages if set_memory_encrypted() fails": nobody looks whether the host let go.
public sealed unsafe class VmbusRingStatus<THal>(VirtioTransport channel)
    where THal : struct, IHal
{
    private DmaAllocation _ring;
    private readonly Queue<DmaAllocation> _free = new();

    public bool Open()
    {
        DmaAllocation ring = _free.Count > 0 ? _free.Dequeue() : THal.DmaAlloc(4, Both);
        if (ring.Paddr == default)
        {
            return false;
        }

        if (channel.SetQueue(0, ring.Paddr, 4))
        {
            _ring = ring;
            return true;
        }

        if (THal.DmaDealloc(ring.Paddr, ring.Vaddr, 4) != 0)
        {
            Log.Info("the host keeps the pages; they are lost");
        }

        return false;
    }

    public void Close()
    {
        channel.Reset();
        _free.Enqueue(_ring);
        _ring = default;
    }
}
