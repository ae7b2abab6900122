using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in SPDK (accel): the bounce buffer's share is ended with the bounce buffer.
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

        THal.Unshare(address, target, DeviceToDriver);
        int length = Math.Min(destination.Length, target.Length);
        target.AsReadOnlySpan()[..length].CopyTo(destination.AsSpan());
        return true;
    }
}
