using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>The graph of a method of this compilation, and the methods of it whose summaries its own needs.</summary>
internal sealed record MethodBody(ControlFlowGraph Graph, ImmutableArray<IMethodSymbol> Callees);
