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
    /// <param name="compilation">The sources to look at.</param>
    /// <param name="analyzers">The analyzers to run.</param>
    /// <param name="enableAll">Whether rules that are off or hidden by default report too, as warnings.</param>
    /// <param name="enabled">The ids of single rules that report too, as warnings.</param>
    public static ImmutableArray<Diagnostic> Run(
        CSharpCompilation compilation, IEnumerable<DiagnosticAnalyzer> analyzers, bool enableAll = false, IEnumerable<string>? enabled = null)
    {
        ImmutableArray<DiagnosticAnalyzer> all = analyzers.ToImmutableArray();
        ImmutableDictionary<string, ReportDiagnostic> switchedOn = (enabled ?? [])
            .Concat(enableAll ? all.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id) : [])
            .Distinct()
            .ToImmutableDictionary(id => id, _ => ReportDiagnostic.Warn);
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            compilation.Options.SpecificDiagnosticOptions.SetItems(switchedOn)));

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
