using System;
using System.Globalization;
using System.IO;

namespace Hal.Benchmarks;

/// <summary>The sentence of the README that says what the package costs: written between two marks, from the same figures as the page.</summary>
internal static class ReadmeCosts
{
    private const string Begin = "<!-- costs: begin -->\n";
    private const string End = "<!-- costs: end -->\n";

    public static void Write(Figures f, string path)
    {
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidDataException($"{path} has no lines '{Begin.Trim()}' and '{End.Trim()}' to write between.");
        }

        double seconds = (f.Build.Get(1, "build") - f.Build.Get(0, "build")) / 1000;
        double kilobytes = (f.Build.Get(1, "native") - f.Build.Get(0, "native")) / 1024;
        string sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"The package adds {seconds:0.0} s to a clean build of a small project, and {kilobytes:0} KB to a NativeAOT binary with a HAL and a driver: [performance](docs/performance.md).\n");
        File.WriteAllText(path, text[..(begin + Begin.Length)] + sentence + text[end..]);
    }
}
