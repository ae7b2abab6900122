using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Hal.Tests.Support;

namespace Hal.Consistency.Tests;

/// <summary>The README's table of rules and its code.</summary>
internal static class Readme
{
    public const string Remedy = "Run these tests with HALGEN_ACCEPT_SNAPSHOTS=1 to write the table anew.";

    private const string Begin = "<!-- rules: begin -->\n";
    private const string End = "<!-- rules: end -->\n";

    private static string FilePath => Repository.PathOf("README.md");

    public static string Text => File.ReadAllText(FilePath);

    public static string Row(Rule rule)
    {
        string severity = !rule.Descriptor.IsEnabledByDefault ? "off" : rule.Descriptor.DefaultSeverity.ToString().ToLowerInvariant();
        return $"| [{rule.Id}](docs/rules/{rule.Id}.md) | {severity} | {(rule.HasFix ? "yes" : string.Empty)} | {rule.Title} |";
    }

    public static string Table() =>
        "| rule | severity | fix | what it reports |\n|---|---|---|---|\n" + string.Concat(Rule.All.Select(rule => Row(rule) + "\n"));

    public static string WrittenTable()
    {
        (int start, int end) = Bounds(Text);
        return Text[start..end];
    }

    public static void Accept()
    {
        string text = Text;
        (int start, int end) = Bounds(text);
        File.WriteAllText(FilePath, text[..start] + Table() + text[end..]);
    }

    public static HashSet<string> RuleRows() => WrittenTable().Split('\n').ToHashSet();

    public static IEnumerable<string> Ids() => Regex.Matches(WrittenTable(), @"^\| \[(HAL\d{4})\]", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

    /// <summary>The code blocks, in order.</summary>
    public static string[] Code(string language) =>
        Regex.Matches(Text, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value).ToArray();

    private static (int Start, int End) Bounds(string text)
    {
        int start = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        return start >= 0 && end > start
            ? (start + Begin.Length, end)
            : throw new InvalidDataException($"README.md has no table of rules between {Begin.Trim()} and {End.Trim()}.");
    }
}
