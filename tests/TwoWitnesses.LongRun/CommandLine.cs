using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Hal.Analyzers;
using Hal.TwoWitnesses.Comparing;
using Hal.TwoWitnesses.Mutants;
using Hal.TwoWitnesses.Robustness;
using Spectre.Console;

namespace Hal.TwoWitnesses;

/// <summary>The command line of the long run.</summary>
internal static class CommandLine
{
    /// <summary>Runs the program.</summary>
    /// <returns>0 where the witnesses agree, 1 where they do not or where a rule was never reported, 2 for a bad command line.</returns>
    public static int Run(string[] args)
    {
        var programs = Number("--programs", "How many programs are drawn.", 100_000);
        var seed = new Option<int>("--seed") { Description = "Which programs: the same for a seed.", DefaultValueFactory = _ => 1 };
        var first = Number("--first", "The number of the first program, to go on or to repeat one.", 0, least: 0);
        var shrunk = Number("--shrink", "Of each kind of disagreement, how many are shrunk and printed.", 2, least: 0);
        var root = new RootCommand(
            "The two witnesses against each other: random driver programs, each analysed, and run on the checked fake HAL over its outcomes.\n"
            + "What a run shows must be reported, and what is reported must be shown by a run.")
        {
            programs, seed, first, shrunk,
        };
        root.SetAction(parsed => TwoWay(parsed.GetValue(programs), parsed.GetValue(seed), parsed.GetValue(first), parsed.GetValue(shrunk)));
        var mutants = new Command("mutants", "The control: mistakes put into the engine, each of which the programs must notice.");
        mutants.SetAction(_ => Mutants());
        root.Add(mutants);
        var count = Number("--mutants", "How many mutants of driver code.", 10_000, least: 0);
        var code = new Option<DirectoryInfo?>("--code") { Description = "A folder of C# that uses no HAL: nothing may be reported there." };
        var robustness = new Command("robustness", "The generator and all analyzers over broken code, and over code without a HAL.") { count, code };
        robustness.SetAction(parsed => Robust(parsed.GetValue(count), parsed.GetValue(code)));
        root.Add(robustness);
        ParseResult result = root.Parse(args);
        return result.Errors.Count > 0 ? Math.Max(2, result.Invoke()) : result.Invoke();
    }

    private static Option<int> Number(string name, string description, int value, int least = 1)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < least)
            {
                result.AddError($"{name} takes {least} or more.");
            }
        });
        return option;
    }

    private static int TwoWay(int programs, int seed, int first, int shrunk)
    {
        var clock = Stopwatch.StartNew();
        var analyzer = new ContractAnalyzer();
        int told = 0;
        Tally tally = TwoWayRun.Run(analyzer, seed, first, programs, so =>
        {
            if (so.Programs / 5000 > told)
            {
                told = so.Programs / 5000;
                Console.Error.WriteLine(
                    $"{so.Programs} programs, {so.Runs} runs, {so.Disagreements.Count} disagreements, {clock.Elapsed.TotalSeconds:0} s");
            }

            return true;
        });

        foreach (var kind in tally.Disagreements.GroupBy(disagreement => (disagreement.RuleId, disagreement.IsMissed)))
        {
            foreach (Disagreement disagreement in kind.DistinctBy(one => one.Program.Number).Take(shrunk))
            {
                Console.WriteLine($"// seed {seed}, program {disagreement.Program.Number}");
                Console.WriteLine(Shrinking.Shrink(disagreement, analyzer));
            }
        }

        Write(tally, Console.Out);
        Console.WriteLine($"seed {seed}, {clock.Elapsed.TotalSeconds:0} s");
        return tally.Disagreements.Count == 0 && tally.Findings.Values.All(count => count > 0) ? 0 : 1;
    }

    private static int Mutants()
    {
        var engine = new MutantEngine();
        int alive = 0;
        var table = new Table().MarkdownBorder().AddColumn("mistake").AddColumn("noticed after").AddColumn("by");
        foreach (EngineMutant mutant in EngineMutants.All)
        {
            (Disagreement Disagreement, int Programs)? kill = MutantRun.Kill(engine.Load(mutant));
            alive += kill is null ? 1 : 0;
            table.AddRow(
                Markup.Escape(mutant.Mistake),
                kill is null ? "never" : $"{Text(kill.Value.Programs)} programs",
                kill is null ? "" : $"{kill.Value.Disagreement.RuleId} {(kill.Value.Disagreement.IsMissed ? "missed" : "not reachable")}");
            Console.Error.WriteLine($"{mutant.Mistake}: {(kill is null ? "lives" : "noticed")}");
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }).Write(table);
        Console.WriteLine($"{EngineMutants.All.Length} mutants, {alive} not noticed in {MutantRun.MostPrograms} programs");
        return alive == 0 ? 0 : 1;
    }

    private static int Robust(int mutants, DirectoryInfo? code)
    {
        var clock = Stopwatch.StartNew();
        int findings = Enumerable.Range(0, mutants).Sum(RobustnessRun.Mutant);
        Console.WriteLine($"{Text(mutants)} mutants of {RobustnessRun.DriverSources.Length} driver files, {Text(findings)} findings, no exception, {clock.Elapsed.TotalSeconds:0} s");
        if (code is null)
        {
            return 0;
        }

        (var found, int lines) = RobustnessRun.Folder(code.FullName);
        Console.WriteLine($"{Text(lines)} lines without a HAL, {found.Count} findings, no exception");
        return found.Count == 0 ? 0 : 1;
    }

    private static void Write(Tally tally, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var figures = new Table().MarkdownBorder().AddColumn("programs").AddColumn("flagged").AddColumn("exact").AddColumn("runs").AddColumn("sampled").AddColumn("disagreements");
        figures.AddRow(Text(tally.Programs), Text(tally.Flagged), Text(tally.Exact), Text(tally.Runs), Text(tally.Sampled), Text(tally.Disagreements.Count));
        console.Write(figures);
        var rules = new Table().MarkdownBorder().AddColumn("rule").AddColumn("findings").AddColumn("missed").AddColumn("not reachable");
        foreach ((string rule, int count) in tally.Findings)
        {
            Disagreement[] own = [.. tally.Disagreements.Where(disagreement => disagreement.RuleId == rule)];
            rules.AddRow(rule, Text(count), Text(own.Count(one => one.IsMissed)), Text(own.Count(one => !one.IsMissed)));
        }

        console.Write(rules);
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
