using System;
using System.Globalization;
using System.Linq;
using Hal.Benchmarks;

// Loops run VARIANT ROW COUNT           runs one loop: for callgrind, and for the comparison of machine code; the path of the Rust library is a variant
// Loops list                            the variants, the rows, and the numbers of live shares that are the rows of the checked HAL
// Loops time ROUNDS MILLISECONDS RUST   times all loops of all variants, and those of the Rust library, in turn; one line each on standard output
// Loops bytes                           bytes allocated by one operation, for each row
Platform.Initialize();
switch (args)
{
    case ["run", string variant, string row, string count]:
        Variant.Of(variant).Run(row, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["time", string rounds, string milliseconds, .. string[] library]:
        Timing.Write(
            int.Parse(rounds, CultureInfo.InvariantCulture),
            int.Parse(milliseconds, CultureInfo.InvariantCulture),
            library.Length == 0 ? null : library[0]);
        return 0;
    case ["list"]:
        Console.WriteLine(string.Join(' ', Variant.All.Select(variant => variant.Name)));
        Console.WriteLine(string.Join(' ', Variant.Rows));
        Console.WriteLine(string.Join(' ', CheckedLoops.LiveShares));
        return 0;
    case ["bytes"]:
        Allocation.Write();
        return 0;
    default:
        Console.Error.WriteLine("Loops run VARIANT ROW COUNT | list | time ROUNDS MILLISECONDS [RUST-LIBRARY] | bytes");
        return 2;
}
