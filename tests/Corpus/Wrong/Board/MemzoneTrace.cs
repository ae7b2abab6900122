using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "memzone: fix use after free in tracing": the name that the trace prints is read from the zone after the zone
// was freed.
public sealed unsafe class MemoryZones<THal>
    where THal : struct, IHal
{
    private const int NameLength = 32;

    public int Traced { get; private set; }

    public static Dma<THal> Reserve(ReadOnlySpan<byte> name, nuint bytes)
    {
        var zone = new Dma<THal>(HalConstants.PagesFor(bytes + NameLength), Both);
        name.Slice(0, Math.Min(name.Length, NameLength - 1)).CopyTo(zone.AsSpan());
        return zone;
    }

    public int Free(Dma<THal> zone)
    {
        byte* name = zone.Vaddr(0);
        int status = Release(zone);
        char initial = (char)name[0]; //! HAL2008
        Trace(initial, status);
        return status;
    }

    private static int Release(Dma<THal> zone)
    {
        int status = zone.Deallocate();
        if (status != 0)
        {
            Log.Info("the zone was not given back");
        }

        return status;
    }

    private void Trace(char initial, int status)
    {
        Traced++;
        Log.Info("free " + initial + ": " + status);
    }
}
