using System.Collections.Immutable;

namespace Hal.TwoWitnesses.Comparing;

/// <summary>What the analyzer said of a program.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Line">The line of the finding.</param>
/// <param name="Related">The lines of its additional locations, where something was acquired.</param>
/// <param name="Message">Its text.</param>
internal sealed record Report(string RuleId, int Line, ImmutableArray<int> Related, string Message);
