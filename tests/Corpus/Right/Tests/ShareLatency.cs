using System;
using System.Collections.Generic;
using System.Diagnostics;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A tool that measures Share and Unshare over sizes and directions.</summary>
public static class ShareLatency
{
    public sealed record Row(int Bytes, BufferDirection Direction, double Nanoseconds);

    public static IReadOnlyList<Row> Run<THal>(int rounds)
        where THal : struct, IHal
    {
        var rows = new List<Row>();
        foreach (int bytes in (int[])[64, 512, 4096, 65536])
        {
            using var memory = new PinnedBuffer(bytes);
            foreach (BufferDirection direction in Enum.GetValues<BufferDirection>())
            {
                DmaBuffer buffer = memory.Buffer;
                PhysAddr warm = THal.Share(buffer, direction);
                THal.Unshare(warm, buffer, direction);

                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < rounds; i++)
                {
                    PhysAddr paddr = THal.Share(buffer, direction);
                    THal.Unshare(paddr, buffer, direction);
                }

                TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                rows.Add(new Row(bytes, direction, elapsed.TotalNanoseconds / rounds));
            }
        }

        return rows;
    }

    public static int MostLive<THal>(int bytes, int most)
        where THal : struct, IHal
    {
        using var memory = new PinnedBuffer(bytes);
        var live = new List<PhysAddr>();
        try
        {
            while (live.Count < most)
            {
                live.Add(THal.Share(memory.Buffer, DriverToDevice));
            }
        }
        catch (DmaException)
        {
            // The platform has no more: that is the answer.
        }

        int count = live.Count;
        live.ForEach(paddr => THal.Unshare(paddr, memory.Buffer, DriverToDevice));
        return count;
    }
}
