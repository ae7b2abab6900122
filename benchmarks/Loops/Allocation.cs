using System;

namespace Hal.Benchmarks;

/// <summary>The bytes that one operation allocates, told by the runtime itself.</summary>
public static class Allocation
{
    private const int Count = 1000;

    /// <summary>Writes a line for each row: its name and the bytes.</summary>
    public static void Write()
    {
        Variant binding = Variant.Of("binding");
        foreach (string row in Variant.Rows)
        {
            Measure(binding, row); // the first time allocates what is allocated once
            Console.WriteLine($"{row} {Measure(binding, row) / Count}");
        }

        const string Live = "1000";
        for (int i = 0; i < 10; i++)
        {
            Measure(CheckedLoops.WithoutStacks, Live); // until the record of what has ended is as long as it gets
        }

        Console.WriteLine($"{CheckedLoops.WithoutStacks.Name} {Measure(CheckedLoops.WithoutStacks, Live) / Count}");
    }

    private static long Measure(Variant variant, string row)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        variant.Run(row, Count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
