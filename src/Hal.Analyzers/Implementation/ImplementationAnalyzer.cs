using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.Analyzers.Implementation;

/// <summary>
/// Runs the rules on HALs: on every <c>[HalImplementation]</c> class and every type that implements IHal by hand. Other types cost one look
/// at their attributes and interfaces.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImplementationAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<ImplementationRule> s_rules = FindRules();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = s_rules.Select(rule =>
        rule.Descriptor).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.TryCreate(start.Compilation, start.CancellationToken) is { } known)
            {
                var calls = new HalCalls(known);
                start.RegisterSymbolAction(symbol => Analyze(symbol, known, calls), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, KnownTypes known, HalCalls calls)
    {
        if (HalSource.TryCreate((INamedTypeSymbol)context.Symbol, known, calls, context.CancellationToken) is not { } hal)
        {
            return;
        }

        foreach (ImplementationRule rule in s_rules)
        {
            // The same call may be reached in several ways.
            var seen = new HashSet<SyntaxNode>();
            foreach (Finding finding in rule.Check(hal))
            {
                if (seen.Add(finding.Site))
                {
                    context.ReportDiagnostic(finding.ToDiagnostic());
                }
            }
        }
    }

    private static ImmutableArray<ImplementationRule> FindRules() => typeof(ImplementationRule).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(ImplementationRule).IsAssignableFrom(type))
        .Select(type => (ImplementationRule)Activator.CreateInstance(type))
        .OrderBy(rule => rule.Descriptor.Id, StringComparer.Ordinal)
        .ToImmutableArray();
}
