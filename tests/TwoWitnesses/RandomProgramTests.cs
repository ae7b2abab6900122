using System;
using System.Linq;
using Hal.Analyzers;
using Hal.TwoWitnesses.Comparing;
using Xunit;

namespace Hal.TwoWitnesses.Tests;

/// <summary>The random two-way test with a fixed seed; tests/TwoWitnesses.LongRun runs more of it.</summary>
public sealed class RandomProgramTests
{
    private const int Seed = 1;
    private const int Programs = 2000;

    [Fact]
    public void The_analyzer_and_the_runs_of_a_few_thousand_programs_agree_and_no_rule_is_idle()
    {
        Tally tally = TwoWayRun.Run(new ContractAnalyzer(), Seed, first: 0, Programs);
        Assert.True(
            tally.Disagreements.Count == 0,
            $"{tally.Disagreements.Count} disagreements. The long run shrinks them: "
                + $"dotnet run --project tests/TwoWitnesses.LongRun -- --programs {Programs} --seed {Seed}\n"
                + string.Join(Environment.NewLine, tally.Disagreements.Take(3)));
        Assert.Empty(tally.Findings.Where(finding => finding.Value == 0).Select(finding => finding.Key));

        // A generator that makes no C#, or an engine that gives up, would agree with everything.
        Assert.InRange(tally.Programs, Programs * 99 / 100, Programs);
        Assert.InRange(tally.Exact, Programs * 17 / 20, Programs); // where a loop fills an array, paths join
        Assert.InRange(tally.WithoutArrays.Programs, Programs / 2, Programs);
        Assert.InRange(tally.WithoutArrays.Exact, tally.WithoutArrays.Programs * 9 / 10, Programs);
        Assert.InRange(tally.Flagged, Programs / 3, Programs * 2 / 3);
    }
}
