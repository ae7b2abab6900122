using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One request under way: who takes it out of the field ends its share, interrupt or time-out.</summary>
public sealed class InterlockedOwner<THal>(Device device)
    where THal : struct, IHal
{
    private sealed record Request(PhysAddr Paddr, DmaBuffer Buffer, ManualResetEventSlim Finished);

    private Request? _current;

    public bool Run(DmaBuffer buffer, int milliseconds)
    {
        using var finished = new ManualResetEventSlim();
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        var request = new Request(paddr, buffer, finished);
        if (Interlocked.CompareExchange(ref _current, request, null) is not null)
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
            return false;
        }

        device.Program(paddr, buffer.Length);
        device.Kick();
        if (finished.Wait(milliseconds))
        {
            return true;
        }

        if (Interlocked.CompareExchange(ref _current, null, request) == request)
        {
            device.Reset();
            THal.Unshare(request.Paddr, request.Buffer, DeviceToDriver);
            return false;
        }

        finished.Wait();
        return true;
    }

    public void OnInterrupt()
    {
        if (Interlocked.Exchange(ref _current, null) is { } request)
        {
            THal.Unshare(request.Paddr, request.Buffer, DeviceToDriver);
            request.Finished.Set();
        }
    }
}
