using System;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// A method that only tries, and says that it did not, or one that answers with a name for no: it has taken nothing of what it was given. That holds for an address and its buffer, and for
/// a lambda that would have released them when the work was done.
/// </summary>
internal static class Refusal
{
    private static readonly string[] s_refusals = { "Rejected", "Refused", "Denied", "Declined", "Full", "NotAccepted", "NotQueued", "NotStarted" };

    /// <summary>Whether what a token was given to, and nothing else, certainly refused it.</summary>
    public static bool IsRefused(TokenFact fact, PathFacts facts) =>
        (fact.Status == TokenStatus.Lent || fact is { Status: TokenStatus.Escaped, Reason: EscapeReason.Captured }) &&
        fact.LentAt is IInvocationOperation { TargetMethod: var method } &&
        ReferenceEquals(fact.LentAt, fact.FirstLentAt) &&
        (method.ReturnType is INamedTypeSymbol { TypeKind: TypeKind.Enum } answers
            ? IsRefusal(answers, fact.LendResult, facts)
            : IsTrying(method) && ReturnValue.OutcomeOf(fact, facts) == LendOutcome.Failure);

    /// <summary>Whether it was lent to a method that only tries, and may yet turn out to have refused it.</summary>
    public static bool MayBeRefused(TokenFact fact) =>
        fact is { Status: TokenStatus.Lent, LentAt: IInvocationOperation { TargetMethod: var method } } && IsTrying(method);

    private static bool IsTrying(IMethodSymbol method) =>
        method.ReturnType.SpecialType == SpecialType.System_Boolean && method.Name.StartsWith("Try", StringComparison.Ordinal);

    /// <summary>Whether an answer is known to be the one that says no.</summary>
    private static bool IsRefusal(INamedTypeSymbol answers, Value? answer, PathFacts facts) =>
        answer is not null && facts.RangeOf(answer) is var range && range.Minimum == range.Maximum &&
        answers.GetMembers().OfType<IFieldSymbol>().Any(name => s_refusals.Contains(name.Name, StringComparer.Ordinal) &&
            name.ConstantValue is int or long or short or byte or sbyte or uint or ushort &&
            Convert.ToInt64(name.ConstantValue, System.Globalization.CultureInfo.InvariantCulture) == range.Minimum);
}
