using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK: "lib/nvme: fix heap-use-after-free on pqpair's shadow_doorbell" (46e531bdea): the queue's doorbell was written
// into the shadow page after that had been freed.
public sealed unsafe class ShadowDoorbells<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _admin;
    private readonly MmioRegion _bar;

    public ShadowDoorbells(Mailbox admin, MmioRegion bar)
    {
        _admin = admin;
        _bar = bar;
    }

    public int Probe(uint tail)
    {
        var shadow = new Dma<THal>(1, Both);
        var events = new Dma<THal>(1, Both);
        int error = _admin.Execute(0x7C, shadow.Paddr, events.Paddr);
        uint* doorbell = shadow.Pointer<uint>(8);
        if (error != 0)
        {
            events.Dispose();
            shadow.Dispose();
            return error;
        }

        *doorbell = tail;
        _bar.Write32(0x1008, tail);
        error = _admin.WaitReply(100) ? 0 : -110;
        _bar.Write32(0x14, 0);
        events.Dispose();
        shadow.Dispose();
        *doorbell = 0; //! HAL2008
        return error;
    }
}
