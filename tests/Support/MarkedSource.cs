using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Hal.Tests.Support;

/// <summary>
/// A source that says itself where findings are due: <c>//! HAL1002</c> at the end of a line. Everything else that is reported is a false
/// alarm, every mark without a report a miss.
/// </summary>
internal static class MarkedSource
{
    private static readonly Regex s_mark = new(@"//!\s*(?<ids>HAL\d{4}(\s*,\s*HAL\d{4})*)");

    private static readonly Regex s_unfixed = new(@"//!\s*HAL\d{4} \(no fix: (?<shape>[a-z ]+)\)");

    private static readonly Regex s_enabled = new(@"^//! enable (?<id>HAL\d{4})$", RegexOptions.Multiline);

    /// <summary>The rules that a source switches on although they are off by default: <c>//! enable HAL1017</c> on a line of its own.</summary>
    public static IEnumerable<string> Enabled(string source) => s_enabled.Matches(source).Select(match => match.Groups["id"].Value);

    /// <summary>The marks of a source, as <c>line: id</c>.</summary>
    public static IEnumerable<string> Due(string source) => source.Split('\n').SelectMany((line, index) =>
        s_mark.Match(line) is { Success: true } mark
            ? mark.Groups["ids"].Value.Split(',').Select(id => $"{index + 1}: {id.Trim()}")
            : Enumerable.Empty<string>());

    /// <summary>The findings for which no fix is offered, with the shape of the code that none is right for: <c>//! HAL1002 (no fix: field)</c>.</summary>
    public static IEnumerable<(int Line, string Shape)> Unfixed(string source) => source.Split('\n').SelectMany((line, index) =>
        s_unfixed.Match(line) is { Success: true } mark ? [(index + 1, mark.Groups["shape"].Value)] : Enumerable.Empty<(int, string)>());

    /// <summary>What was reported, in the same form.</summary>
    public static IEnumerable<string> Reported(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}");

    /// <summary>Where the two differ, one line each; empty when they agree.</summary>
    public static string Difference(string source, IReadOnlyCollection<Diagnostic> diagnostics)
    {
        List<string> due = Due(source).ToList();
        List<string> reported = Reported(diagnostics).ToList();
        IEnumerable<string> missed = Without(due, reported).Select(entry => $"missed {entry}");
        IEnumerable<string> surplus = Without(reported, due).Select(entry =>
            $"false {entry}: {diagnostics.First(diagnostic => Reported([diagnostic]).Single() == entry).GetMessage()}");
        return string.Join(Environment.NewLine, missed.Concat(surplus));
    }

    private static List<string> Without(List<string> all, List<string> others)
    {
        var rest = new List<string>(all);
        foreach (string other in others)
        {
            rest.Remove(other);
        }

        return rest;
    }
}
