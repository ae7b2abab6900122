using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Hal.Consistency.Tests;

/// <summary>A new rule is a rule file, a page, a release row, a README row, tests, and perhaps a fix. These tests say which is missing, and no list names the rules.</summary>
public sealed class RuleTests
{
    private static readonly string[] Sections = ["Flagged", "Fix", "Why", "Configure"];

    private static readonly string[] Categories = ["Definition", "Sharing", "DmaMemory", "Mmio", "HalImplementation", "", "", "", "", "Analysis"];

    public static TheoryData<string> Ids => new(Rule.All.Select(rule => rule.Id));

    [Fact]
    public void Rules_are_found_in_every_dll() => Assert.Equal(2, Rule.All.Select(rule => rule.Project).Distinct().Count());

    [Fact]
    public void Ids_are_unique_and_named_by_their_category()
    {
        Assert.Equal(Rule.All.Select(rule => rule.Id).Distinct(), Rule.All.Select(rule => rule.Id));
        Assert.All(Rule.All, rule =>
        {
            Assert.Matches("^HAL[0-9]{4}$", rule.Id);
            Assert.Equal(Categories[rule.Id[3] - '0'], rule.Descriptor.Category);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_all_that_belongs_to_it(string id) => Assert.Empty(Problems(Rule.All.Single(rule => rule.Id == id)));

    [Fact]
    public void Nothing_belongs_to_a_rule_that_is_not_there()
    {
        HashSet<string> known = Rule.All.Select(rule => rule.Id).ToHashSet();
        IEnumerable<string> pages = Directory.GetFiles(Repository.PathOf("docs", "rules"), "HAL*.md").Select(page => Path.GetFileNameWithoutExtension(page)!);
        IEnumerable<string> files = Files("src", "HAL*.cs").Select(file => Path.GetFileName(file)[..7]);
        IEnumerable<string> rows = new[] { "Hal.Generators", "Hal.Analyzers" }.SelectMany(ReleaseRows).Select(row => row.Id);
        Assert.Empty(pages.Concat(files).Concat(rows).Concat(Readme.Ids()).Where(id => !known.Contains(id)).Distinct());
    }

    [Fact]
    public void A_rule_without_what_belongs_to_it_is_caught()
    {
        var descriptor = new DiagnosticDescriptor("HAL1999", "A control", "{0}", "Sharing", DiagnosticSeverity.Warning, true, helpLinkUri: "https://example.org");
        string[] problems = Problems(new Rule(descriptor, "Hal.Analyzers", HasFix: true)).ToArray();
        string[] wanted = ["page", "docs/rules/README.md", "help link", "README", "AnalyzerReleases", "rule file", "fix file", "test", "description"];
        Assert.All(wanted, word => Assert.Contains(problems, problem => problem.Contains(word)));
    }

    private static IEnumerable<string> Problems(Rule rule)
    {
        string id = rule.Id;
        string page = Repository.PathOf("docs", "rules", id + ".md");
        if (!File.Exists(page))
        {
            yield return $"There is no page docs/rules/{id}.md.";
        }
        else
        {
            foreach (string problem in PageProblems(rule, File.ReadAllText(page)))
            {
                yield return problem;
            }
        }

        if (!rule.Descriptor.HelpLinkUri.EndsWith($"/docs/rules/{id}.md", StringComparison.Ordinal))
        {
            yield return $"The help link of {id} is {rule.Descriptor.HelpLinkUri}, not its page.";
        }

        if (rule.Descriptor.Description.ToString().Length == 0)
        {
            yield return $"{id} has no description.";
        }

        if (!ReleaseRows(rule.Project).Any(row => row.Id == id && row.Notes == rule.Title))
        {
            yield return $"The AnalyzerReleases file of {rule.Project} has no row of {id} with the notes '{rule.Title}'.";
        }

        if (!Readme.RuleRows().Contains(Readme.Row(rule)))
        {
            yield return $"README.md has no row '{Readme.Row(rule)}'. {Readme.Remedy}";
        }

        string severity = rule.Descriptor.IsEnabledByDefault ? rule.Descriptor.DefaultSeverity.ToString().ToLowerInvariant() : "off";
        if (!File.ReadAllLines(Repository.PathOf("docs", "rules", "README.md")).Any(line =>
            line.StartsWith($"| [{id}]({id}.md) | {severity} |", StringComparison.Ordinal) && line.EndsWith($"| {rule.Title} |", StringComparison.Ordinal)))
        {
            yield return $"docs/rules/README.md has no row '| [{id}]({id}.md) | {severity} | ... | {rule.Title} |'.";
        }

        string[] files = Files("src/" + rule.Project, id + "*.cs").ToArray();
        if (files.Length != 1)
        {
            yield return $"{id} has {files.Length} rule files {id}*.cs in src/{rule.Project}, not one.";
        }

        string[] fixes = Files("src/Hal.CodeFixes", id + "*Fix.cs").ToArray();
        if (rule.HasFix && (files.Length != 1 || fixes.All(fix => !Path.GetFileName(fix).StartsWith(Path.GetFileNameWithoutExtension(files[0]), StringComparison.Ordinal))))
        {
            yield return $"A fix takes {id}, and no fix file has the name of its rule file and 'Fix.cs'.";
        }

        if (!Files("tests", id + "*.cs").Any())
        {
            yield return $"No test file is named after {id}.";
        }
    }

    private static IEnumerable<string> PageProblems(Rule rule, string text)
    {
        string[] lines = text.Split('\n');
        if (lines[0] != $"# {rule.Id}: {rule.Title}")
        {
            yield return $"The page of {rule.Id} begins with '{lines[0]}', not with '# {rule.Id}: {rule.Title}'.";
        }

        string[] sections = lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]).ToArray();
        if (!sections.SequenceEqual(Sections))
        {
            yield return $"The page of {rule.Id} has the sections {string.Join(", ", sections)}, not {string.Join(", ", Sections)}.";
        }

        string severity = rule.Descriptor.IsEnabledByDefault ? rule.Descriptor.DefaultSeverity.ToString() : "Off";
        if (!lines[2].StartsWith(severity + ".", StringComparison.Ordinal))
        {
            yield return $"The third line of the page of {rule.Id} does not begin with '{severity}.'.";
        }

        if (lines[2].Contains("Code fix.") != rule.HasFix)
        {
            yield return $"The page of {rule.Id} says{(rule.HasFix ? " not" : string.Empty)} that there is a code fix.";
        }
    }

    private static IEnumerable<(string Id, string Notes)> ReleaseRows(string project) =>
        Directory.GetFiles(Repository.PathOf("src", project), "AnalyzerReleases.*.md")
            .SelectMany(File.ReadAllLines)
            .Select(line => Regex.Match(line, @"^(HAL\d{4}) \|[^|]*\|[^|]*\| (.*)$"))
            .Where(match => match.Success)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()));

    private static IEnumerable<string> Files(string folder, string pattern)
    {
        char separator = Path.DirectorySeparatorChar;
        return Directory.GetFiles(Repository.PathOf(folder.Split('/')), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{separator}obj{separator}") && !file.Contains($"{separator}bin{separator}"));
    }
}
