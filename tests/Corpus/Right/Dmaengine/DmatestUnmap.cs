using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (dmaengine tests): each address goes with its own buffer.
internal sealed class CopyTest<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public bool Run(DmaBuffer source, DmaBuffer destination)
    {
        for (int i = 0; i < source.Length; i++)
        {
            source[i] = (byte)(i ^ 0x5a);
        }

        PhysAddr from = THal.Share(source, DriverToDevice);
        PhysAddr to = THal.Share(destination, DeviceToDriver);
        int cookie = engine.Submit(from, to, source.Length);
        bool good = cookie >= 0 && engine.WaitFor(cookie, 3000);
        if (!good)
        {
            engine.Terminate();
        }

        THal.Unshare(from, source, DriverToDevice);
        THal.Unshare(to, destination, DeviceToDriver);
        if (!good)
        {
            return false;
        }

        return source.AsReadOnlySpan().SequenceEqual(destination.AsReadOnlySpan()[..source.Length]);
    }
}
