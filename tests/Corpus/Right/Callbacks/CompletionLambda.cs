using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The completion ends the share, from whatever thread it comes.</summary>
public sealed class CallbackDisk<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private int _inFlight;

    public int InFlight => Volatile.Read(ref _inFlight);

    public bool TryRead(ulong sector, DmaBuffer into, Action<int> done)
    {
        PhysAddr paddr = THal.Share(into, DeviceToDriver);
        Interlocked.Increment(ref _inFlight);
        bool started = queue.TryStart(sector, paddr, into.Length, status =>
        {
            THal.Unshare(paddr, into, DeviceToDriver);
            Interlocked.Decrement(ref _inFlight);
            done(status);
        });

        if (!started)
        {
            THal.Unshare(paddr, into, DeviceToDriver);
            Interlocked.Decrement(ref _inFlight);
        }

        return started;
    }

    public void Read(ulong sector, DmaBuffer into, Action<int> done)
    {
        PhysAddr paddr = THal.Share(into, DeviceToDriver);
        try
        {
            queue.Start(sector, paddr, into.Length, Finished);
        }
        catch (DeviceException)
        {
            THal.Unshare(paddr, into, DeviceToDriver);
            throw;
        }

        void Finished(int status)
        {
            THal.Unshare(paddr, into, DeviceToDriver);
            done(status);
        }
    }
}
