using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (mv_udc and other gadgets): all that is in the queue was shared DeviceToDriver.
internal sealed class OutEndpoint<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly Queue<(PhysAddr, DmaBuffer)> _pending = new();

    public bool Enqueue(DmaBuffer request)
    {
        PhysAddr address = THal.Share(request, DeviceToDriver);
        if (!ring.TryPost(address, request.Length, out _))
        {
            THal.Unshare(address, request, DeviceToDriver);
            return false;
        }

        _pending.Enqueue((address, request));
        ring.Doorbell();
        return true;
    }

    public int Disable()
    {
        int drained = 0;
        ring.Stop();
        while (_pending.TryDequeue(out var next))
        {
            var (address, request) = next;
            THal.Unshare(address, request, DriverToDevice); //! HAL1005
            drained++;
        }

        return drained;
    }
}
