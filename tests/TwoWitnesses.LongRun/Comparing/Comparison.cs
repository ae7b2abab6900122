using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.TwoWitnesses.Programs;
using Hal.TwoWitnesses.Running;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>
/// When the two witnesses agree. What a run shows first must be reported, with the same rule, at the call or at one of its callers. What is
/// reported must be shown by some run. Behind the first mistake of a run nothing is compared: what a call names has ended wrongly then, and
/// each witness has its own way to be silent about what follows. Where the engine had to join paths, it may be silent, and only there.
/// </summary>
internal static class Comparison
{
    private const int MostRuns = 256;
    private const int MostDrawnBehindMistakes = 500;

    /// <summary>How many runs are drawn to reach what is reported, where the outcomes are too many to enumerate.</summary>
    public const int MostDrawn = 20_000;

    public static ProgramResult Compare(DriverProgram program, ImmutableArray<Report> reports, ProgramRunner runner, bool isExact, int mostDrawn)
    {
        List<Report> open = reports.Where(report => Fragment.Rules.Contains(report.RuleId)).ToList();
        var missed = new Dictionary<(string RuleId, int Line), string>();
        var lines = new LineCoverage();
        var ids = new SortedSet<string>(System.StringComparer.Ordinal);
        int runs = 0;
        bool isTruncated = false;
        foreach ((Script script, IReadOnlyList<Observation> seen) in runner.Enumerate(program, MostRuns, lines))
        {
            runs++;
            isTruncated |= script.IsTruncated;
            Look(script, seen);
        }

        isTruncated |= runs == MostRuns;
        int drawn = 0;
        if (open.Count > 0 && isTruncated)
        {
            HashSet<int> wanted = [.. open.SelectMany(report => report.Related.Append(report.Line))];
            foreach ((Script script, IReadOnlyList<Observation> seen) in runner.Draw(program, mostDrawn, lines, wanted))
            {
                runs++;
                Look(script, seen);
                if (open.Count == 0 || (++drawn >= MostDrawnBehindMistakes && open.All(IsBehindMistake)))
                {
                    break;
                }
            }
        }

        open.RemoveAll(IsBehindMistake);
        var arrays = new Arrays(program);
        foreach ((string ruleId, int line) in missed.Keys.ToList())
        {
            bool isClaimed = arrays.MayHide(ruleId, line)
                ? ruleId == "HAL1002" && arrays.IsLeftOut(line) && !isTruncated && lines.Clean.Contains(line) && !lines.Released.Contains(line)
                : isExact;
            if (!isClaimed)
            {
                missed.Remove((ruleId, line));
            }
        }

        IEnumerable<Disagreement> disagreements = missed
            .Select(entry => new Disagreement(program, entry.Key.RuleId, IsMissed: true, entry.Key.Line, entry.Value))
            .Concat(open.Select(report => new Disagreement(program, report.RuleId, IsMissed: false, report.Line, report.Message)));
        return new ProgramResult(program, reports, ids, runs, disagreements.ToList(), isTruncated, isExact);

        // Whether some run came to it behind another mistake, which may be the only way to it, or another mistake may hide it.
        bool IsBehindMistake(Report report) =>
            (Fragment.IsLeak(report.RuleId) ? !lines.Clean.Contains(report.Line) : lines.Unsound.Contains(report.Line) || !lines.Sound.Contains(report.Line) || !lines.Passed.IsSupersetOf(report.Related)) ||
            ((Fragment.IsFoundLate(report.RuleId) || Fragment.IsLeak(report.RuleId)) && reports.Any(other => other.RuleId != report.RuleId));

        void Look(Script script, IReadOnlyList<Observation> seen)
        {
            open.RemoveAll(report => seen.Any(observation => Fits(report, observation)));
            foreach (Observation observation in seen)
            {
                ids.Add(observation.RuleId);
                if (observation.IsCertain && Fragment.Rules.Contains(observation.RuleId) && !reports.Any(report => Covers(report, observation)))
                {
                    missed.TryAdd((observation.RuleId, observation.Lines.FirstOrDefault()), $"outcomes {script}");
                }
            }
        }
    }

    /// <summary>Whether a finding says what a run saw, if only by the rule that comes first at that call.</summary>
    private static bool Covers(Report report, Observation observation) =>
        Fits(report, observation) ||
        (Fragment.IsFoundLate(report.RuleId) && report.RuleId == observation.RuleId) ||
        Fragment.Causes(report.RuleId, observation.RuleId) ||
        (Fragment.Speaks(report.RuleId, observation.RuleId) && observation.Lines.Contains(report.Line));

    private static bool Fits(Report report, Observation observation) =>
        Fragment.Shows(report.RuleId, observation.RuleId) &&
        (observation.Lines.Contains(report.Line) || (IsToldOfItsMaking(report.RuleId) && observation.Lines.Any(line => report.Related.Contains(line))));
    // An allocation that nobody tests is reported once, at its first use, which not all runs come to.
    private static bool IsToldOfItsMaking(string ruleId) => Fragment.IsFoundLate(ruleId) || ruleId == "HAL2006";
}
