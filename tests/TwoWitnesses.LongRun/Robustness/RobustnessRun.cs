using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Hal.Analyzers;
using Hal.Generators;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Hal.TwoWitnesses.Robustness;

/// <summary>
/// The generator and all analyzers, every rule on, over code that is broken or that has nothing to do with a HAL. An exception in either ends the run.
/// </summary>
internal static class RobustnessRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.None);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(IHal).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray());

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(ContractAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static readonly ImmutableDictionary<string, ReportDiagnostic> EveryRule = Analyzers
        .SelectMany(analyzer => analyzer.SupportedDiagnostics)
        .Select(descriptor => descriptor.Id)
        .Distinct()
        .ToImmutableDictionary(id => id, _ => ReportDiagnostic.Warn);

    /// <summary>The driver code of this repository, whose mutants are tried: what the engine really has to work on.</summary>
    public static ImmutableArray<string> DriverSources { get; } =
    [
        .. new[] { "Right", "Wrong" }
            .SelectMany(folder => Directory.GetFiles(Repository.PathOf("tests", "Corpus", folder), "*.cs", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    /// <summary>One mutant of a driver source, with the devices it drives.</summary>
    /// <returns>How many findings there were.</returns>
    /// <exception cref="InvalidOperationException">An analyzer or the generator failed; the message has the mutant.</exception>
    public static int Mutant(int seed)
    {
        string mutant = Tests.Support.Mutants.Mutate(DriverSources[seed % DriverSources.Length], seed);
        try
        {
            return Findings([mutant, .. Devices.Value]).Count;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"mutant {seed}:\n{mutant}", exception);
        }
    }

    /// <summary>All C# files of a folder as one program. It need not compile: what it refers to is not there.</summary>
    /// <returns>The findings, of which there should be none, and the number of lines.</returns>
    public static (IReadOnlyList<Diagnostic> Findings, int Lines) Folder(string folder)
    {
        string[] sources = [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        return (Findings(sources), sources.Sum(source => source.AsSpan().Count('\n')));
    }

    private static readonly Lazy<ImmutableArray<string>> Devices = new(() =>
        [.. Directory.GetFiles(Repository.PathOf("tests", "Corpus", "Devices"), "*.cs").Select(File.ReadAllText)]);

    private static IReadOnlyList<Diagnostic> Findings(IEnumerable<string> sources)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Robustness",
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), ParseOptions, $"{index}.cs")),
            References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, specificDiagnosticOptions: EveryRule));
        CSharpGeneratorDriver.Create([new HalImplementationGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> generated);
        if (generated.FirstOrDefault(diagnostic => diagnostic.Id is "CS8784" or "CS8785") is { } failure)
        {
            throw new InvalidOperationException(failure.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        }

        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty),
            onAnalyzerException: (exception, analyzer, _) => throw new InvalidOperationException($"{analyzer} failed", exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false,
            analyzerExceptionFilter: null);
        ImmutableArray<Diagnostic> found = output.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (found.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001") is { } thrown)
        {
            throw new InvalidOperationException(thrown.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        }

        return [.. found, .. generated];
    }
}
