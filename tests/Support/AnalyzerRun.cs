using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.Tests.Support;

/// <summary>Runs analyzers over a compilation and returns what they report, ordered by place. An exception in an analyzer fails the test.</summary>
internal static class AnalyzerRun
{
    /// <param name="enableAll">Whether rules that are off or hidden by default report too, as warnings.</param>
    public static ImmutableArray<Diagnostic> Run(CSharpCompilation compilation, IEnumerable<DiagnosticAnalyzer> analyzers, bool enableAll = false)
    {
        ImmutableArray<DiagnosticAnalyzer> all = analyzers.ToImmutableArray();
        if (enableAll)
        {
            compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
                all.SelectMany(analyzer => analyzer.SupportedDiagnostics)
                    .Select(descriptor => descriptor.Id)
                    .Distinct()
                    .ToImmutableDictionary(id => id, _ => ReportDiagnostic.Warn)));
        }

        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty),
            onAnalyzerException: (exception, analyzer, _) => throw new System.InvalidOperationException($"{analyzer} failed: {exception}", exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false,
            analyzerExceptionFilter: null);
        return compilation.WithAnalyzers(all, options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None)
            .GetAwaiter()
            .GetResult()
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, System.StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, System.StringComparer.Ordinal)
            .ToImmutableArray();
    }
}
