using System.Collections.Immutable;
using Hal.Analyzers.Flow.Findings;

namespace Hal.Analyzers.Flow;

/// <summary>What the analysis of a method found, and how much work it was.</summary>
internal sealed record FlowResult(ImmutableArray<Finding> Findings, long OperationCount);
