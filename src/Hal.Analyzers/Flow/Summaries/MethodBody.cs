using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>The graph of a method of this compilation, and the methods of it whose summaries its own needs.</summary>
/// <param name="Graph">The graph: of a constructor without a body, that of the last initializer that it runs.</param>
/// <param name="Before">The initializers that run before it.</param>
/// <param name="Callees">The methods that are called.</param>
internal sealed record MethodBody(ControlFlowGraph Graph, ImmutableArray<IOperation> Before, ImmutableArray<IMethodSymbol> Callees);
