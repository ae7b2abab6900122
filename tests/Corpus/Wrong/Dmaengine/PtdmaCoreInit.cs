using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "dmaengine: ptdma: Fix the error handling path in pt_core_init()": the command queue was not freed when the
// interrupt was not to be had.
public sealed unsafe class PtdmaCore<THal>(InterruptLine line, MmioRegion registers) : IDisposable
    where THal : struct, IHal
{
    private const nuint QueueBytes = 32 * 1024;

    private Dma<THal>? _queue;

    public int Initialize()
    {
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(QueueBytes), Both, out Dma<THal>? queue)) //! HAL2002
        {
            return -12;
        }

        registers.Write32(0x00, 0);
        registers.Write64(0x10, queue.Paddr.Value);
        if (!line.TryAttach(OnInterrupt))
        {
            return -16;
        }

        _queue = queue;
        registers.Write32(0x00, 1);
        return 0;
    }

    public void Dispose()
    {
        registers.Write32(0x00, 0);
        line.Detach();
        _queue?.Dispose();
    }

    private void OnInterrupt() => _ = registers.Read32(0x20);
}
