using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Exactly one of the timer and the interrupt gets the request out of the field, and ends its share.
public sealed class ExchangeHandOver<THal>(Device device)
    where THal : struct, IHal
{
    private sealed class InFlight(PhysAddr paddr, DmaBuffer buffer)
    {
        public void End() => THal.Unshare(paddr, buffer, DeviceToDriver);
    }

    private InFlight? _current;

    public bool Start(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        var request = new InFlight(paddr, buffer);
        if (Interlocked.CompareExchange(ref _current, request, null) is not null)
        {
            request.End();
            return false;
        }

        device.Program(paddr, buffer.Length);
        return true;
    }

    public void OnInterrupt() => Interlocked.Exchange(ref _current, null)?.End();

    public void OnTimeout()
    {
        if (Interlocked.Exchange(ref _current, null) is { } request)
        {
            device.Reset();
            request.End();
        }
    }
}
