using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Hal.Performance.Tests;

/// <summary>
/// The listing that the JIT writes, by method. What differs between two variants by name alone is made alike: the namespace that a variant's sources
/// were derived into, and the type argument.
/// </summary>
internal sealed partial class MachineCode
{
    private MachineCode(SortedDictionary<string, string[]> methods) => Methods = methods;

    /// <summary>The instructions of each method that a loop consists of, by its normalised name.</summary>
    public SortedDictionary<string, string[]> Methods { get; }

    public static MachineCode Parse(string listing)
    {
        var methods = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        foreach (string part in listing.Split("; Assembly listing for method ").Skip(1))
        {
            string[] lines = part.Split('\n');
            string name = Normalise(lines[0]);
            if (IsPartOfLoop(name))
            {
                methods[name] = WithoutTokens(lines.Skip(1).Select(Normalise).Where(line => line.Length > 0 && line[0] != ';').ToArray());
            }
        }

        return new MachineCode(methods);
    }

    // The text of an exception is fetched by its number in the assembly, which says nothing: the two lines before that call.
    private static string[] WithoutTokens(string[] lines)
    {
        for (int i = 2; i < lines.Length; i++)
        {
            if (lines[i].Contains("CORINFO_HELP_STRCNS", StringComparison.Ordinal))
            {
                lines[i - 1] = Regex.Replace(lines[i - 1], "0x[0-9A-F]+", "number");
                lines[i - 2] = Regex.Replace(lines[i - 2], "0x[0-9A-F]+", "number");
            }
        }

        return lines;
    }

    // Not what runs once: the loop's set-up reaches its fields through the class that has them, generic or not.
    private static bool IsPartOfLoop(string name) =>
        Regex.IsMatch(name, @"^(Loops|Dma|Shared|SharedScope|MmioRegion|VirtQueue|LoopHal)\b")
        && !Regex.IsMatch(name, @"^Loops:(Initialize|Run)\b|:\.c?ctor\b|^LoopHal:Initialize\b");

    private static string Normalise(string line)
    {
        line = TypeArgument().Replace(line, string.Empty);
        line = Namespace().Replace(line, string.Empty);
        return Regex.Replace(line, @"\s+", " ").Trim();
    }

    [GeneratedRegex(@"`1\[Hal\.Benchmarks\.LoopHal\+Binding\]")]
    private static partial Regex TypeArgument();

    [GeneratedRegex(@"\b(Hal\.Benchmarks\.(Direct|Delegates|InterfaceReference|FunctionPointers|ClassArgument)|Hal\.Benchmarks|Virtio\.Driver|Hal)\.")]
    private static partial Regex Namespace();
}
