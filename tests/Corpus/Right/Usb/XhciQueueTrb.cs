using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "usb: xhci: Fix DMA address calculation in queue_trb" (a14843fdac2): the address was asked for when the
// pointer had moved on, behind the segment for its last entry.
public sealed unsafe class XhciSegment<THal>(Device controller)
    where THal : struct, IHal
{
    private const nuint Trbs = 256;
    private const nuint TrbSize = 16;

    public bool RunAll(Dma<THal> commands)
    {
        using var segment = new Dma<THal>(1, DriverToDevice);
        nuint enqueue = 0;
        PhysAddr last = segment.Paddr;
        while (enqueue < Trbs)
        {
            uint* trb = segment.Pointer<uint>(enqueue * TrbSize);
            trb[0] = (uint)commands.Paddr.Value;
            trb[3] = 23 << 10;
            last = segment.PaddrAt(enqueue * TrbSize);
            enqueue++;
        }

        controller.Program(segment.Paddr, 4096);
        bool done = controller.Wait(100);
        Log.Address(last);
        controller.Reset();
        return done;
    }
}
