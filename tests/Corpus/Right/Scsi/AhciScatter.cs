using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>The region table of a command, filled from the fragments of a request.</summary>
public sealed unsafe class AhciScatter<THal>(Dma<THal> table, Device port)
    where THal : struct, IHal
{
    private const int MostRegions = 168;
    private const nuint RegionsAt = 0x80;

    private struct Region
    {
        public ulong Base;
        public uint Reserved;
        public uint Count;
    }

    public int Run(ReadOnlySpan<Fragment> fragments, BufferDirection direction)
    {
        if (fragments.Length is 0 or > MostRegions)
        {
            return -22;
        }

        Region* regions = table.Pointer<Region>(RegionsAt);
        Span<PhysAddr> mapped = stackalloc PhysAddr[fragments.Length];
        int count = 0;
        int error = 0;
        try
        {
            foreach (ref readonly Fragment fragment in fragments)
            {
                PhysAddr paddr = THal.Share(fragment.Buffer, direction);
                mapped[count] = paddr;
                regions[count] = new Region { Base = paddr.Value, Count = (uint)fragment.Length - 1 };
                count++;
            }

            port.Kick();
            if (!port.Wait(10_000))
            {
                port.Reset();
                error = -110;
            }
        }
        catch (DmaException)
        {
            error = -12;
        }

        for (int i = count - 1; i >= 0; i--)
        {
            THal.Unshare(mapped[i], fragments[i].Buffer, direction);
        }

        return error;
    }
}
