using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in coreboot (libpayload usb): the share of the slice ends inside the try, before the memory is disposed of.
internal sealed class ScratchTransfer<THal>(Device hub)
    where THal : struct, IHal
{
    public bool PortStatus(Action<bool> report)
    {
        bool connected;
        var scratch = new Dma<THal>(1, Both);
        try
        {
            DmaBuffer slice = scratch.Slice(0, 4);
            PhysAddr status = THal.Share(slice, Both);
            hub.Program(status, 4);
            connected = hub.Wait(100);
            hub.Reset();
            THal.Unshare(status, slice, Both);
        }
        finally
        {
            scratch.Dispose();
        }

        report(connected);
        return connected;
    }
}
