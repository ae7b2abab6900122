using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>What a path does with a share or memory that it was given.</summary>
/// <param name="Entry">The value that it came in.</param>
/// <param name="Fact">What became of it.</param>
internal sealed record EntryEffect(Value Entry, TokenFact Fact)
{
    /// <summary>Whether it is left as it was.</summary>
    public bool IsKept => (Fact.Status & ~TokenStatus.Failed) is TokenStatus.Held or TokenStatus.None;
}
