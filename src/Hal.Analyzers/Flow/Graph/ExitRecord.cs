using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>What had become of a token where a path ended.</summary>
/// <param name="Token">The token of the place.</param>
/// <param name="Fact">What was known of it.</param>
/// <param name="End">Where the path ended.</param>
/// <param name="Outcome">How the call came out that the token was lent to.</param>
internal sealed record ExitRecord(Token Token, TokenFact Fact, PathEnd End, LendOutcome Outcome)
{
    /// <summary>Whether nothing leaked here: a field keeps it, out of which another member of the type releases it.</summary>
    public bool IsKept { get; init; }
}
