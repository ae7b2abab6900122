using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Reads sectors until a marker is found; the iterator yields each sector while it belongs to the caller. The share ends before each
// yield, and disposal of the iterator releases the memory and nothing else.
public static class SectorReader
{
    public static IEnumerable<ReadOnlyMemory<byte>> ReadUntil<THal>(Device disk, byte marker)
        where THal : struct, IHal
    {
        var sector = GC.AllocateArray<byte>(512, pinned: true);
        using var memory = new PinnedBuffer(sector);
        for (ulong number = 0; TryRead<THal>(disk, number, memory.Buffer); number++)
        {
            if (sector[0] == marker)
            {
                yield break;
            }

            yield return sector;
        }
    }

    public static int CountUntil<THal>(Device disk, byte marker)
        where THal : struct, IHal
    {
        int count = 0;
        foreach (ReadOnlyMemory<byte> sector in ReadUntil<THal>(disk, marker))
        {
            if (!sector.Span.IsEmpty)
            {
                count++;
            }
        }

        return count;
    }

    private static bool TryRead<THal>(Device disk, ulong number, DmaBuffer sector)
        where THal : struct, IHal
    {
        disk.WriteRegister(0x08, number);
        PhysAddr address = THal.Share(sector, DeviceToDriver);
        bool good = disk.Submit(address, sector.Length) && disk.Wait(200);
        if (!good)
        {
            disk.Reset();
        }

        THal.Unshare(address, sector, DeviceToDriver);
        return good;
    }
}
