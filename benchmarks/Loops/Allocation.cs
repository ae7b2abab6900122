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
    }

    private static long Measure(Variant variant, string row)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        variant.Run(row, Count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
