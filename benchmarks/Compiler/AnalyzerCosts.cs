using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.Benchmarks;

/// <summary>
/// The own time of analyzers, as the compiler's driver counts it, beside the time that the compiler takes for the same code. All subjects in turn,
/// round after round, each on trees that were parsed anew.
/// </summary>
internal static class AnalyzerCosts
{
    // CA2000 and IDisposableAnalyzers take minutes for a method of ten thousand statements.
    private const int LongestForPeers = 1000;

    private static readonly string[] s_codes = ["absent", "unused", "mixed", "dense", "method"];

    private static readonly (string Name, DiagnosticAnalyzer[] Analyzers)[] Subjects =
    [
        ("hal", Peers.HalAnalyzers()),
        ("ca2000", [Peers.CA2000()]),
        ("idisposable", Peers.IDisposableAnalyzers()),
        ("graph", [new GraphAnalyzer()]),
    ];

    /// <summary>Writes: code, size, lines, subject, ms of the best round. The subject "compile" is the compiler, "hal:..." one analyzer of this repository.</summary>
    /// <param name="rounds">How often each is measured.</param>
    /// <param name="only">What to measure, codes and subjects, such as "unused" and "hal"; all where none is named.</param>
    public static void Write(int rounds, string[] only)
    {
        bool isAnyCode = !only.Any(name => s_codes.Contains(name));
        bool isAnySubject = !only.Any(name => Subjects.Any(subject => subject.Name == name));
        (string Name, DiagnosticAnalyzer[] Analyzers)[] subjects = Subjects.Where(subject => isAnySubject || only.Contains(subject.Name)).ToArray();
        void Measure(string code, int size, (string Path, string Text)[] sources, MetadataReference[] references, int rounds, bool peers)
        {
            if (isAnyCode || only.Contains(code))
            {
                AnalyzerCosts.Measure(code, size, sources, references, rounds, subjects.Where(subject => peers || subject.Name is "hal" or "graph").ToArray());
            }
        }

        (string, string)[] compilerCode = OwnCompilerCode();
        Measure("absent", 0, compilerCode, Compilations.Framework, rounds, peers: true);
        Measure("unused", 0, compilerCode, Compilations.WithHal, rounds, peers: true);
        Measure("mixed", 0, [.. compilerCode, .. DenseCode.Methods(1)], Compilations.WithHal, rounds, peers: true);
        foreach (int methods in new[] { 50, 500, 5000 })
        {
            Measure("dense", methods, [.. DenseCode.Methods(methods)], Compilations.WithHal, methods >= 5000 ? Math.Min(rounds, 3) : rounds, peers: true);
        }

        foreach (int statements in new[] { 10, 100, 1000, 3000, 10_000 })
        {
            Measure(
                "method", statements, [.. DenseCode.OneMethod(statements)], Compilations.WithHal, statements >= 3000 ? 1 : rounds, statements <= LongestForPeers);
        }
    }

    // Real code that is always at hand: the generator and the analyzers themselves, in a namespace that has nothing to do with a HAL.
    private static (string Path, string Text)[] OwnCompilerCode()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "HalGen.sln")))
        {
            root = root.Parent;
        }

        string source = Path.Combine(root?.FullName ?? throw new DirectoryNotFoundException("Run this inside the repository."), "src");
        return new[] { "Hal.Generators", "Hal.Analyzers" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(source, project), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, Regex.Replace(File.ReadAllText(path), @"\bHal\b", "Lint")))
            .ToArray();
    }

    private static void Measure(string code, int size, (string Path, string Text)[] sources, MetadataReference[] references, int rounds, (string Name, DiagnosticAnalyzer[] Analyzers)[] subjects)
    {
        int lines = sources.Sum(source => source.Text.Count(character => character == '\n'));
        var figures = new Dictionary<string, List<double>>();
        void Add(string subject, double milliseconds)
        {
            if (!figures.TryGetValue(subject, out List<double>? list))
            {
                figures.Add(subject, list = []);
            }

            list.Add(milliseconds);
        }

        for (int round = size >= 3000 ? 0 : -1; round < rounds; round++) // the first warms up, and by the largest all is warm
        {
            double compile = Compile(sources, references);
            if (round >= 0)
            {
                Add("compile", compile);
            }

            foreach ((string name, DiagnosticAnalyzer[] analyzers) in subjects)
            {
                ImmutableDictionary<DiagnosticAnalyzer, double> own = OwnTimes(Compilations.Create(sources, references), analyzers);
                if (round < 0)
                {
                    continue; // warms up
                }

                Add(name, own.Values.Sum());
                if (name == "hal")
                {
                    foreach ((DiagnosticAnalyzer analyzer, double milliseconds) in own)
                    {
                        Add($"hal:{analyzer.GetType().Name}", milliseconds);
                    }
                }
            }
        }

        foreach ((string subject, List<double> list) in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{code} {size} {lines} {subject} {list.Min():0.000}"));
        }
    }

    private static double Compile((string, string)[] sources, MetadataReference[] references)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp(); // as the driver counts the analyzers' time
        CSharpCompilation compilation = Compilations.Create(sources, references);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return result.Success
            ? elapsed
            : throw new InvalidOperationException("The measured code does not compile: " + result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error));
    }

    private static ImmutableDictionary<DiagnosticAnalyzer, double> OwnTimes(CSharpCompilation compilation, DiagnosticAnalyzer[] analyzers)
    {
        // Rules that are off by default are switched on one by one.
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct().ToDictionary(id => id, _ => ReportDiagnostic.Warn)));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} failed: {exception.Message}", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true);

        // The compiler binds references and merges declarations before it asks any analyzer, and whether there is one or not.
        _ = compilation.GetDeclarationDiagnostics();
        GC.Collect();
        AnalysisResult result = compilation.WithAnalyzers([.. analyzers], options).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return result.AnalyzerTelemetryInfo.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.ExecutionTime.TotalMilliseconds);
    }
}
