using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A scatter list, where each element is mapped whole and programmed in pieces that the engine can count.</summary>
public sealed class ScatterCopy<THal>(DmaEngine engine, PhysAddr fifo)
    where THal : struct, IHal
{
    private const int MaxCount = 0xFFF0;

    public bool Write(IReadOnlyList<Fragment> list)
    {
        var map = new PhysAddr[list.Count];
        int n = MapList(list, map);
        bool ok = n == list.Count;
        for (int i = 0; i < n && ok; i++)
        {
            int left = list[i].Length;
            for (PhysAddr at = map[i]; left > 0 && ok;)
            {
                int count = Math.Min(left, MaxCount);
                int cookie = engine.Submit(at, fifo, count);
                ok = cookie >= 0 && engine.WaitFor(cookie, 10);
                at += count;
                left -= count;
            }
        }

        if (!ok)
        {
            engine.Terminate();
        }

        UnmapList(list, map, n);
        return ok;
    }

    private static int MapList(IReadOnlyList<Fragment> list, PhysAddr[] map)
    {
        for (int i = 0; i < map.Length; i++)
        {
            try
            {
                map[i] = THal.Share(list[i].Buffer, DriverToDevice);
            }
            catch (DmaException)
            {
                return i;
            }
        }

        return map.Length;
    }

    private static void UnmapList(IReadOnlyList<Fragment> list, PhysAddr[] map, int count)
    {
        for (int i = 0; i < count; i++)
        {
            THal.Unshare(map[i], list[i].Buffer, DriverToDevice);
        }
    }
}
