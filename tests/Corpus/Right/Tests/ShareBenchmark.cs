using System;
using System.Collections.Generic;
using System.Diagnostics;
using Hal;

namespace Drivers;

/// <summary>Measures what a share costs, by size and direction.</summary>
public static class ShareBenchmark<THal>
    where THal : struct, IHal
{
    public readonly record struct Figure(int Length, BufferDirection Direction, double Nanoseconds);

    public static List<Figure> Run(int rounds)
    {
        var figures = new List<Figure>();
        int[] lengths = [64, 512, 4096, 65536];
        using var memory = new PinnedBuffer(lengths[^1]);
        foreach (BufferDirection direction in Enum.GetValues<BufferDirection>())
        {
            foreach (int length in lengths)
            {
                DmaBuffer buffer = memory.Buffer.Slice(0, length);
                Measure(buffer, direction, rounds / 10);
                figures.Add(new Figure(length, direction, Measure(buffer, direction, rounds)));
            }
        }

        return figures;
    }

    private static double Measure(DmaBuffer buffer, BufferDirection direction, int rounds)
    {
        ulong sum = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < rounds; i++)
        {
            PhysAddr paddr = THal.Share(buffer, direction);
            sum ^= paddr.Value;
            THal.Unshare(paddr, buffer, direction);
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        GC.KeepAlive(sum);
        return elapsed.TotalNanoseconds / Math.Max(rounds, 1);
    }
}
