using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A cipher over two scatter lists, walked side by side.</summary>
public sealed class CryptoScatter<THal>(CryptoUnit unit, PhysAddr key)
    where THal : struct, IHal
{
    public int Run(List<DmaBuffer> source, List<DmaBuffer> target)
    {
        var from = MapAll(source, DriverToDevice);
        if (from is null)
        {
            return -12;
        }

        var to = MapAll(target, DeviceToDriver);
        if (to is null)
        {
            UnmapAll(from, source, DriverToDevice);
            return -12;
        }

        int error = 0;
        int s = 0, t = 0, sOffset = 0, tOffset = 0;
        while (error == 0 && s < from.Length && t < to.Length)
        {
            int length = Math.Min(source[s].Length - sOffset, target[t].Length - tOffset);
            error = unit.Encrypt(from[s] + sOffset, to[t] + tOffset, key, length);
            sOffset += length;
            tOffset += length;
            if (sOffset == source[s].Length)
            {
                (s, sOffset) = (s + 1, 0);
            }

            if (tOffset == target[t].Length)
            {
                (t, tOffset) = (t + 1, 0);
            }
        }

        UnmapAll(to, target, DeviceToDriver);
        UnmapAll(from, source, DriverToDevice);
        return error;
    }

    private static PhysAddr[]? MapAll(List<DmaBuffer> list, BufferDirection direction)
    {
        var mapped = new PhysAddr[list.Count];
        for (int i = 0; i < list.Count; i++)
        {
            try
            {
                mapped[i] = THal.Share(list[i], direction);
            }
            catch (DmaException)
            {
                while (i-- > 0)
                {
                    THal.Unshare(mapped[i], list[i], direction);
                }

                return null;
            }
        }

        return mapped;
    }

    private static void UnmapAll(PhysAddr[] mapped, List<DmaBuffer> list, BufferDirection direction)
    {
        for (int i = 0; i < mapped.Length; i++)
        {
            THal.Unshare(mapped[i], list[i], direction);
        }
    }
}
