using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hal.Benchmarks;

/// <summary>Builds the control flow graph of every body and looks at none: what any flow analysis of all methods costs before its own work.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GraphAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "GRAPH", "Graph", "Graph", "Measurement", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationBlockAction(static block =>
        {
            foreach (IOperation body in block.OperationBlocks)
            {
                if (body.Kind is not OperationKind.Attribute)
                {
                    block.GetControlFlowGraph(body);
                }
            }
        });
    }
}
