using System.Collections.Immutable;
using Hal.Analyzers.Flow.Findings;

namespace Hal.Analyzers.Flow;

/// <summary>What the analysis of a method found, and how much work it was.</summary>
/// <param name="Findings">What is reported.</param>
/// <param name="OperationCount">How many operations were evaluated.</param>
/// <param name="IsExact">Whether all paths that may end differently stayed apart; where they had to join, what is only possible is not reported.</param>
internal sealed record FlowResult(ImmutableArray<Finding> Findings, long OperationCount, bool IsExact);
