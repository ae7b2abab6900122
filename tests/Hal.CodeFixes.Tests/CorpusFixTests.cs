using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Hal.Analyzers;
using Hal.CodeFixes.Flow;
using Hal.Tests.Support;
using Xunit;

namespace Hal.CodeFixes.Tests;

/// <summary>
/// Every fix on every file of wrong driver code: what is offered compiles, takes the finding away and brings no other, alone and in Fix All. A finding for which
/// nothing is offered says in its mark why: <c>//! HAL1002 (no fix: field)</c>.
/// </summary>
public sealed class CorpusFixTests
{
    public static TheoryData<string> Fixes => new(FlowFixRun.All.Select(fix => fix.GetType().Name));

    [Theory]
    [MemberData(nameof(Fixes))]
    public void Every_offer_is_kept_and_every_lack_has_a_reason(string name)
    {
        var fix = new FixRun(FlowFixRun.All.Single(fix => fix.GetType().Name == name), new ContractAnalyzer());
        var differences = new List<string>();
        bool offered = false;
        foreach ((string path, string source) in Corpus().Where(file => MarkedSource.Due(file.Source).Any(due => due.EndsWith(fix.Id, StringComparison.Ordinal))))
        {
            var unfixed = MarkedSource.Unfixed(source).ToDictionary(entry => entry.Line, entry => entry.Shape);
            foreach ((int line, string[] titles) in fix.EveryOffer(source))
            {
                offered |= titles.Length > 0;
                if (titles.Length == 0 != unfixed.ContainsKey(line))
                {
                    differences.Add($"{path}:{line}: {(titles.Length == 0 ? "nothing is offered" : "offered is " + string.Join(", ", titles))}");
                }
            }
        }

        Assert.True(differences.Count == 0, $"{fix.Id}, against what the marks say:\n{string.Join("\n", differences)}");
        Assert.True(offered, $"{fix.Id}: nothing is offered for any finding.");
    }

    [Fact]
    public void The_reasons_are_the_documented_ones()
    {
        string page = File.ReadAllText(Repository.PathOf("tests", "Corpus", "README.md"));
        string[] documented = page.Split('\n').Where(line => line.StartsWith("  - `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToArray();
        string[] used = Corpus().SelectMany(file => MarkedSource.Unfixed(file.Source)).Select(entry => entry.Shape).Distinct().ToArray();
        Assert.Equal(documented.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Path, string Source)> Corpus()
    {
        string folder = Repository.PathOf("tests", "Corpus", "Wrong");
        return Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(folder, path), File.ReadAllText(path)));
    }
}
