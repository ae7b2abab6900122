using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Hermit (virtio-vsock): only the callback ends the share, and a refused start runs none.
internal sealed class VsockSender<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private int _inFlight;

    public bool Send(DmaBuffer packet, Action<bool> done)
    {
        PhysAddr address = THal.Share(packet, DriverToDevice); //! HAL1002
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

        Interlocked.Decrement(ref _inFlight);
        return false;
    }
}
