using System;
using System.Linq;
using System.Text.RegularExpressions;
using Hal.TwoWitnesses.Programs;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>
/// Where a program puts shares into arrays. What an array holds has left the analyzer's hands: of its elements it says what is wrong with a
/// release, and that one leaks which every release leaves out.
/// </summary>
internal sealed class Arrays(DriverProgram program)
{
    private readonly string[] _source = SourceWriter.Write(program).Split('\n');

    /// <summary>Whether the analyzer may be silent about what a run saw, because the share is in an array or stands in the way of one.</summary>
    /// <param name="ruleId">The rule.</param>
    /// <param name="line">The line that the run names: of the acquiring call, or of the wrong one.</param>
    public bool MayHide(string ruleId, int line) => ruleId switch
    {
        "HAL1002" or "HAL1007" => IsElementAt(line),

        // An element that nobody wrote is not known to be empty, and one that is live is not known to be.
        "HAL1001" or "HAL1011" => _source.Any(IsElement),
        _ => false,
    };

    /// <summary>Whether nothing in the program could release what is put into an array there.</summary>
    public bool IsLeftOut(int line)
    {
        Match store = Regex.Match(_source[line - 1], @"^ *(?<array>a\d*)\[(?<index>\w+)\] = ");
        bool isFilledByLoop = store.Groups["index"].Value.StartsWith('i');
        string element = $"{store.Groups["array"].Value}[{(isFilledByLoop ? string.Empty : store.Groups["index"].Value + "]")}";
        return !_source.Any(other => other.Contains(element, StringComparison.Ordinal) && !IsElement(other) && !other.Contains("Device.Submit(", StringComparison.Ordinal))
            && !(isFilledByLoop && MayBeSkipped(line));
    }

    // The index that a loop passes by is not one that it acquires.
    private bool MayBeSkipped(int line) => _source.Take(line).Reverse().TakeWhile(before => !before.Contains("for (", StringComparison.Ordinal)).Any(before => before.Contains("continue;", StringComparison.Ordinal));

    private bool IsElementAt(int line) => IsElement(_source[line - 1]);

    private static bool IsElement(string line) => line.TrimStart().StartsWith('a') && line.Contains("] = ", StringComparison.Ordinal);
}
