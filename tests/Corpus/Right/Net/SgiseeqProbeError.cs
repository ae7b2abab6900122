using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: seeq: Fix the function used to release some memory in an error handling path": probe's error path gives
// the init block back as it was allocated.
public sealed unsafe class SgiSeeq<THal>(InterruptLine interrupt, Device seeq)
    where THal : struct, IHal
{
    private Dma<THal>? _initBlock;

    public int Probe(Action handler)
    {
        if (!Dma<THal>.TryCreate(2, Both, out Dma<THal>? block))
        {
            return -12;
        }

        if (!interrupt.TryAttach(handler))
        {
            Log.Info("the interrupt line is taken");
            block.Dispose();
            return -11;
        }

        seeq.Program(block.Paddr, 2 * HalConstants.PageSize);
        _initBlock = block;
        return 0;
    }

    public void Remove()
    {
        interrupt.Detach();
        seeq.Reset();
        _initBlock?.Dispose();
        _initBlock = null;
    }
}
