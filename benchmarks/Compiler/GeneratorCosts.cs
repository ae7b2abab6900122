using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Hal.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hal.Benchmarks;

/// <summary>
/// What a generator costs when it first runs over a project, and after a key was struck in a file that has nothing to do with it. All generators in
/// turn, round after round; the process's own CPU time, so that other work on the machine counts for nothing.
/// </summary>
internal static class GeneratorCosts
{
    private static readonly int[] Counts = [1, 10, 100, 1000];
    private static readonly int[] OtherFiles = [10, 100, 500, 2000];
    private const int UsualCount = 10;
    private const int UsualFiles = 500;
    private const int Keystrokes = 15;
    private const int FewKeystrokes = 5;

    private static readonly (string Name, Func<IIncrementalGenerator> Create, Func<int, IEnumerable<(string, string)>> Input)[] Generators =
    [
        ("empty", () => new EmptyGenerator(), GeneratorInputs.Hal),
        ("hal", () => new HalImplementationGenerator(), GeneratorInputs.Hal),
        ("libraryimport", Peers.LibraryImport, GeneratorInputs.LibraryImport),
        ("json", Peers.SystemTextJson, GeneratorInputs.SystemTextJson),
    ];

    /// <summary>Writes: generator, marked classes, other files, cold ms, keystroke ms, keystroke KB.</summary>
    /// <param name="rounds">How often each is measured.</param>
    /// <param name="only">The generators to measure; all where none is named.</param>
    public static void Write(int rounds, string[] only)
    {
        (string Name, Func<IIncrementalGenerator> Create, Func<int, IEnumerable<(string, string)>> Input)[] generators =
            Generators.Where(generator => only.Length == 0 || only.Contains(generator.Name)).ToArray();
        foreach ((int count, int files) in Counts.Select(count => (count, UsualFiles)).Concat(OtherFiles.Where(f => f != UsualFiles).Select(f => (UsualCount, f))))
        {
            int repeated = count >= 1000 ? Math.Min(rounds, 3) : rounds;
            var figures = generators.Select(_ => new List<(double Cold, double Keystroke, double Kilobytes)>()).ToArray();
            for (int round = 0; round <= repeated; round++)
            {
                for (int i = 0; i < generators.Length; i++)
                {
                    (double, double, double) figure = Measure(generators[i].Create(), generators[i].Input(count), files, count >= 1000 ? FewKeystrokes : Keystrokes);
                    if (round > 0)
                    {
                        figures[i].Add(figure); // round 0 warms up
                    }
                }
            }

            for (int i = 0; i < generators.Length; i++)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{generators[i].Name} {count} {files} {Median(figures[i].Select(f => f.Cold)):0.00} {Median(figures[i].Select(f => f.Keystroke)):0.00} {Median(figures[i].Select(f => f.Kilobytes)):0}"));
            }
        }
    }

    private static (double Cold, double Keystroke, double Kilobytes) Measure(IIncrementalGenerator generator, IEnumerable<(string, string)> marked, int files, int keystrokesEach)
    {
        CSharpCompilation compilation = Compilations.Create(marked.Concat(GeneratorInputs.Others(files)), Compilations.WithHal);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Compilations.ParseOptions);
        GC.Collect();
        double cold = Milliseconds(() => driver = driver.RunGenerators(compilation), out _);

        var keystrokes = new List<double>();
        var kilobytes = new List<double>();
        for (int key = 1; key <= keystrokesEach; key++)
        {
            SyntaxTree old = compilation.SyntaxTrees.Last();
            compilation = compilation.ReplaceSyntaxTree(old, Compilations.Parse(old.FilePath, GeneratorInputs.Other(files - 1, key)));
            keystrokes.Add(Milliseconds(() => driver = driver.RunGenerators(compilation), out double allocated));
            kilobytes.Add(allocated);
        }

        return (cold, Median(keystrokes), Median(kilobytes));
    }

    private static double Milliseconds(Action action, out double kilobytes)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        action();
        double milliseconds = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        kilobytes = (GC.GetAllocatedBytesForCurrentThread() - bytes) / 1024.0;
        return milliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
