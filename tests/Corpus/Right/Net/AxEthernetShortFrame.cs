using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (sunxi emac): the share covers 60 bytes, and the unshare names the same 60.
internal sealed unsafe class ArpProbe<THal>(Device emac)
    where THal : struct, IHal
{
    private const int ArpFrame = 42;
    private const int Minimum = 60;

    public bool Announce(byte* buffer)
    {
        var wire = new Span<byte>(buffer, Minimum);
        wire[ArpFrame..].Clear();
        if (!emac.Ready)
        {
            return false;
        }

        PhysAddr sent = THal.Share(new DmaBuffer(buffer, Minimum), DriverToDevice);
        bool done = emac.Submit(sent, Minimum) && emac.Wait(10);
        emac.Reset();
        THal.Unshare(sent, new DmaBuffer(buffer, Minimum), DriverToDevice);
        return done;
    }
}
