using System;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// A method that only tries, and says that it did not: it has taken nothing of what it was given. That holds for an address and its buffer, and for
/// a lambda that would have released them when the work was done.
/// </summary>
internal static class Refusal
{
    /// <summary>Whether what a token was given to, and nothing else, certainly refused it.</summary>
    public static bool IsRefused(TokenFact fact, PathFacts facts) =>
        (fact.Status == TokenStatus.Lent || fact is { Status: TokenStatus.Escaped, Reason: EscapeReason.Captured }) &&
        fact.LentAt is IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_Boolean } method } &&
        ReferenceEquals(fact.LentAt, fact.FirstLentAt) &&
        method.Name.StartsWith("Try", StringComparison.Ordinal) &&
        ReturnValue.OutcomeOf(fact, facts) == LendOutcome.Failure;
}
