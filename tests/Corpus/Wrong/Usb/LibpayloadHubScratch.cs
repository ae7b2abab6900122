using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in coreboot (libpayload usb): the DMA memory is disposed of in the finally while a share of its slice is still open.
internal sealed class ScratchTransfer<THal>(Device hub)
    where THal : struct, IHal
{
    public bool PortStatus(Action<bool> report)
    {
        PhysAddr status;
        DmaBuffer slice;
        bool connected;
        var scratch = new Dma<THal>(1, Both);
        try
        {
            slice = scratch.Slice(0, 4);
            status = THal.Share(slice, Both);
            hub.Program(status, 4);
            connected = hub.Wait(100);
            hub.Reset();
        }
        finally
        {
            scratch.Dispose(); //! HAL1008
        }

        THal.Unshare(status, slice, Both);
        report(connected);
        return connected;
    }
}
