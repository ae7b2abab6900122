using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in SPDK (accel): the variable is set to the caller's buffer before the bounce buffer's share is ended.
internal sealed class AccelCopy<THal>(DmaEngine engine, PinnedBuffer bounce)
    where THal : struct, IHal
{
    public bool Fill(DmaBuffer destination, byte pattern)
    {
        DmaBuffer target = bounce.Buffer;
        PhysAddr address = THal.Share(target, DeviceToDriver);
        int cookie = engine.SubmitFill(address, target.Length, pattern);
        if (cookie < 0 || !engine.WaitFor(cookie, 50))
        {
            engine.Terminate();
            THal.Unshare(address, target, DeviceToDriver);
            return false;
        }

        target = destination;
        THal.Unshare(address, target, DeviceToDriver); //! HAL1006 (no fix: meaning)
        int length = Math.Min(destination.Length, bounce.Buffer.Length);
        bounce.Buffer.AsReadOnlySpan()[..length].CopyTo(destination.AsSpan());
        return true;
    }
}
