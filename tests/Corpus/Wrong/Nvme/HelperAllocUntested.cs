using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux ("check the return value of dma_alloc_coherent()"): the helper hands on what it got, the caller writes to it.
public sealed unsafe class HelperAllocUntested<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private static DmaAllocation AllocateQueue(int entries, int entrySize) =>
        THal.DmaAlloc(HalConstants.PagesFor((nuint)(entries * entrySize)), Both);

    public bool Open()
    {
        DmaAllocation submission = AllocateQueue(64, 64);
        new Span<byte>(submission.Vaddr, 64 * 64).Clear(); //! HAL2006 (no fix: helper acquires)
        queue.SetBase(submission.Paddr, default);
        bool open = queue.RingDoorbell();
        Log.Info(open ? "open" : "no doorbell");
        return THal.DmaDealloc(submission.Paddr, submission.Vaddr, 1) == 0 && open;
    }
}
