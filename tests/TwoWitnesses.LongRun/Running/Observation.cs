using System.Collections.Immutable;

namespace Hal.TwoWitnesses.Running;

/// <summary>A broken contract that a run showed.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Lines">
/// The lines of the program on the stack, the innermost first: of the call that broke it, or of the call that acquired what was touched or
/// was not given back.
/// </param>
/// <param name="IsCertain">Whether the analyzer must say it: it is the first of its run, on a path that no implicit exception is leaving.</param>
internal sealed record Observation(string RuleId, ImmutableArray<int> Lines, bool IsCertain);
