using System.Collections.Generic;
using System.Threading;
using Hal;

namespace Drivers;

// Follows a fix in Asterinas: issue 1052, "MMIO access generates unexpected instruction": the probe of virtio-mmio compares in memory.
public static unsafe class MmioProbePlain<THal>
    where THal : struct, IHal
{
    private const uint Magic = 0x74726976;
    private const nuint WindowSize = 0x200;

    public static List<int> Probe(PhysAddr first, int windows)
    {
        var found = new List<int>();
        for (int i = 0; i < windows; i++)
        {
            byte* window = THal.MmioPhysToVirt(first + i * 0x200, WindowSize);
            if (Volatile.Read(ref *(uint*)window) == Magic)
            {
                found.Add(i);
            }
        }

        return found;
    }
}
