using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Hermit (virtio-vsock): a refused start ends the share itself, as no callback will.
internal sealed class VsockSender<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private int _inFlight;

    public bool Send(DmaBuffer packet, Action<bool> done)
    {
        PhysAddr address = THal.Share(packet, DriverToDevice);
        void Finish(int status)
        {
            THal.Unshare(address, packet, DriverToDevice);
            Interlocked.Decrement(ref _inFlight);
            done(status == 0);
        }

        Interlocked.Increment(ref _inFlight);
        if (queue.TryStart(0, address, packet.Length, Finish))
        {
            return true;
        }

        THal.Unshare(address, packet, DriverToDevice);
        Interlocked.Decrement(ref _inFlight);
        return false;
    }
}
