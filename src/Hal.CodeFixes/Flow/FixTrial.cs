using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hal.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Hal.CodeFixes.Flow;

/// <summary>What the compiler and the flow rules say about one member of a document: asked before a change and after it.</summary>
internal sealed class FixTrial
{
    private readonly ImmutableArray<Diagnostic> _findings;
    private readonly Dictionary<string, int> _counts;

    private FixTrial(ImmutableArray<Diagnostic> errors, ImmutableArray<Diagnostic> findings)
    {
        _findings = findings;
        _counts = errors.Concat(findings).GroupBy(diagnostic => diagnostic.Id).ToDictionary(group => group.Key, group => group.Count());
    }

    public int Findings => _findings.Length;

    /// <param name="member">The member of the document to look at, or the type: the paths of a finding do not leave it.</param>
    /// <param name="id">The rule that a fix is for; it reports here although it is off by default.</param>
    public static async Task<FixTrial> RunAsync(Document document, SyntaxNode member, string id, CancellationToken cancellation)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false))!;
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            compilation.Options.SpecificDiagnosticOptions.SetItem(id, ReportDiagnostic.Warn)));
        SemanticModel model = compilation.GetSemanticModel(member.SyntaxTree);
        ImmutableArray<Diagnostic> errors = model.GetDiagnostics(member.FullSpan, cancellation)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToImmutableArray();
        var analysis = new CompilationWithAnalyzers(
            compilation, ImmutableArray.Create<DiagnosticAnalyzer>(new ContractAnalyzer()), document.Project.AnalyzerOptions);
        ImmutableArray<Diagnostic> findings =
            await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, member.FullSpan, cancellation).ConfigureAwait(false);
        return new FixTrial(
            errors,
            findings.Where(finding => finding.Severity != DiagnosticSeverity.Hidden && member.FullSpan.Contains(finding.Location.SourceSpan)).ToImmutableArray());
    }

    public bool Reports(string id, TextSpan place) => _findings.Any(finding => finding.Id == id && finding.Location.SourceSpan == place);

    /// <summary>Whether a finding of the rule is gone and nothing else has come: no error, no finding of any rule.</summary>
    public bool Mends(FixTrial before, string id) =>
        Count(id) < before.Count(id) && _counts.Keys.All(key => Count(key) <= before.Count(key));

    private int Count(string id) => _counts.TryGetValue(id, out int count) ? count : 0;
}
