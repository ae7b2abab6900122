using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace Hal.Benchmarks;

/// <summary>
/// Times every loop in turn, round after round, so that whatever else the machine does meets all of them alike. Only ratios within a round are
/// compared, and of those the median.
/// </summary>
public static class Timing
{
    /// <summary>Writes a line for each row and variant: row, variant, ns of the best round, median of the ratios to direct, median of those to
    /// Rust.</summary>
    /// <param name="rounds">How often each loop is timed.</param>
    /// <param name="milliseconds">How long one loop runs.</param>
    /// <param name="rustLibrary">The library of Rust/loops.rs, if it is there.</param>
    public static void Write(int rounds, int milliseconds, string? rustLibrary)
    {
        IReadOnlyList<Variant> loops = rustLibrary is null ? Variant.All : [.. Variant.All, RustLoops.Load(rustLibrary)];
        foreach (Variant variant in loops)
        {
            variant.Initialize();
        }

        foreach (string row in Variant.Rows)
        {
            Time(row, loops, rounds, milliseconds, rustLibrary is not null);
        }

        foreach (int live in CheckedLoops.LiveShares)
        {
            Time(live.ToString(CultureInfo.InvariantCulture), [CheckedLoops.AsItComes, CheckedLoops.WithoutStacks], rounds, milliseconds, rust: false);
        }
    }

    private static void Time(string row, IReadOnlyList<Variant> loops, int rounds, int milliseconds, bool rust)
    {
        int[] counts = loops.Select(loop => CountFor(count => loop.Run(row, count), milliseconds)).ToArray();
        double[][] ns = loops.Select(_ => new double[rounds]).ToArray();
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < loops.Count; i++)
            {
                // Each round begins with another loop, so none always follows the same neighbour.
                int at = (i + round) % loops.Count;
                long start = Stopwatch.GetTimestamp();
                loops[at].Run(row, counts[at]);
                ns[at][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / counts[at];
            }
        }

        for (int i = 0; i < loops.Count; i++)
        {
            string toRust = rust ? Text(MedianRatio(ns[i], ns[^1])) : "-";
            Console.WriteLine($"{row} {loops[i].Name} {Text(ns[i].Min())} {Text(MedianRatio(ns[i], ns[0]))} {toRust}");
        }
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static int CountFor(Action<int> run, int milliseconds)
    {
        run(1000);
        for (int count = 1000; ; count *= 2)
        {
            long start = Stopwatch.GetTimestamp();
            run(count);
            double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (elapsed > milliseconds / 4.0)
            {
                return Math.Max(1000, (int)(count * milliseconds / elapsed));
            }
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double MedianRatio(double[] values, double[] reference) => Median(values.Zip(reference, (value, other) => value / other));
}
