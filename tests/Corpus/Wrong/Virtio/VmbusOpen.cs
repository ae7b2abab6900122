using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[hyperv] Fix resource leaks on error path" (8963193cd): an answer for another channel returned with the ring
// still allocated.
public sealed unsafe class VmbusChannel<THal>(Mailbox host, uint channel)
    where THal : struct, IHal
{
    private DmaAllocation _ring;

    public int Open()
    {
        DmaAllocation ring = THal.DmaAlloc(4, Both); //! HAL2002
        if (ring.Paddr == default)
        {
            return -12;
        }

        int error = host.Execute(channel, ring.Paddr);
        if (error != 0)
        {
            goto freeRing;
        }

        uint opened = *(uint*)ring.Vaddr;
        if (opened != channel)
        {
            Log.Info("vmbus: another channel was opened");
            return -71;
        }

        _ring = ring;
        return 0;

    freeRing:
        _ = THal.DmaDealloc(ring.Paddr, ring.Vaddr, 4);
        return error;
    }

    public void Close()
    {
        if (_ring.Paddr != default)
        {
            _ = THal.DmaDealloc(_ring.Paddr, _ring.Vaddr, 4);
            _ring = default;
        }
    }
}
