using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Text;
using System.Threading;
using Hal.TwoWitnesses.Programs;
using Hal.TwoWitnesses.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>Many programs in one compilation: analysed, compiled, run over their outcomes, and the two results compared.</summary>
internal static class Batch
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true,
        nullableContextOptions: NullableContextOptions.Disable);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"))
            .Append(typeof(IHal).Assembly.Location)
            .Append(typeof(Device).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray());

    /// <summary>Runs both witnesses over programs.</summary>
    /// <returns>A result for each program that is C#; the generator and the shrinker also make a few that are not.</returns>
    public static IReadOnlyList<ProgramResult> Check(IReadOnlyCollection<DriverProgram> programs, DiagnosticAnalyzer analyzer, int mostDrawn = Comparison.MostDrawn)
    {
        CSharpCompilation analysed = Compile(programs, SourceWriter.Write);
        HashSet<string> wrong = analysed.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Location.SourceTree!.FilePath)
            .ToHashSet();
        List<DriverProgram> valid = programs.Where(program => !wrong.Contains(program.ClassName)).ToList();
        if (valid.Count == 0)
        {
            return [];
        }

        analysed = wrong.Count == 0 ? analysed : Compile(valid, SourceWriter.Write);
        ILookup<string, Report> reports = Analyse(analysed, analyzer);
        var exactness = new Exactness(analysed);
        using var image = new MemoryStream();
        EmitResult emitted = Compile(valid, SourceWriter.WriteTraced).Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, emitted.Diagnostics));
        }

        image.Position = 0;
        var context = new AssemblyLoadContext("programs", isCollectible: true);
        try
        {
            using var runner = new ProgramRunner(context.LoadFromStream(image));
            return valid.ConvertAll(program => Comparison.Compare(program, [.. reports[program.ClassName]], runner, exactness.Of(program), mostDrawn));
        }
        finally
        {
            context.Unload();
        }
    }

    private static CSharpCompilation Compile(IEnumerable<DriverProgram> programs, Func<DriverProgram, string> write) =>
        CSharpCompilation.Create(
            "Programs",
            programs.Select(program => CSharpSyntaxTree.ParseText(SourceText.From(write(program), Encoding.UTF8), ParseOptions, program.ClassName)),
            References.Value,
            CompilationOptions);

    private static ILookup<string, Report> Analyse(CSharpCompilation compilation, DiagnosticAnalyzer analyzer)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException($"the analyzer failed: {exception}", exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false,
            analyzerExceptionFilter: null);
        return compilation.WithAnalyzers([analyzer], options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None)
            .GetAwaiter()
            .GetResult()
            .Where(diagnostic => Fragment.Rules.Contains(diagnostic.Id))
            .ToLookup(
                diagnostic => diagnostic.Location.SourceTree!.FilePath,
                diagnostic => new Report(
                    diagnostic.Id,
                    LineOf(diagnostic.Location),
                    [.. diagnostic.AdditionalLocations.Select(LineOf)],
                    diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;
}
