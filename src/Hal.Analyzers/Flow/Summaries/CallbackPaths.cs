using System;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>
/// Finds a callback that ends a share or gives memory back when the work went well, and does not where it is told that it did not: it is called
/// once, and nobody else has what it was to release.
/// </summary>
internal static class CallbackPaths
{
    // What authors call the answer that a callback is given. A count of what is left or done is none: it calls again.
    private static readonly string[] s_answers = { "status", "error", "err", "errno", "result", "code", "rc", "ret", "exception", "ex", "fault" };

    private static readonly string[] s_successes = { "ok", "success", "succeeded", "good", "completed" };

    private static readonly string[] s_failures = { "failed", "failure", "aborted", "cancelled", "canceled", "timedOut", "error", "faulted" };

    /// <summary>The condition on which a callback leaves unreleased what it releases else; null where it does not.</summary>
    /// <param name="callback">What it does.</param>
    /// <param name="variable">The variable of the method around it that holds what it is to release.</param>
    public static string? ForgetsWhen(MethodSummary callback, ISymbol variable) => callback.Returns.Any(path => FactOf(path, variable)?.Status == TokenStatus.Released)
        ? callback.Returns.Where(path => IsLeft(path, variable) && path.Conditions.Count > 0 && path.Conditions.All(IsFailure))
            .Select(path => Text(path.Conditions[0])).FirstOrDefault()
        : null;

    private static TokenFact? FactOf(PathSummary path, ISymbol variable) => path.Entries.FirstOrDefault(effect =>
        effect.Entry.Data is ISymbol entry && SymbolEqualityComparer.Default.Equals(entry, variable))?.Fact;

    /// <summary>Whether a path does nothing with what a variable holds: it neither releases it nor shows it to anybody.</summary>
    private static bool IsLeft(PathSummary path, ISymbol variable) => FactOf(path, variable) is not { } fact || fact is { Status: TokenStatus.Held, LentAt: null };

    private static bool IsFailure((Value Condition, bool Truth) condition)
    {
        switch (condition.Condition)
        {
            case { Kind: ValueKind.Parameter, Data: IParameterSymbol flag }:
                return Is(flag, condition.Truth ? s_failures : s_successes);
            case { Kind: ValueKind.Pure, Operands: { Length: 2 } operands } test
                when ParameterOf(test) is { } answer && Is(answer, s_answers) && Array.Exists(operands, operand => operand.IsNull || operand.IsZero):
                return ValueTable.IsPure(test, PureOperator.Equal) ? !condition.Truth
                    : ValueTable.IsPure(test, PureOperator.Less) && ReferenceEquals(operands[0].Data, answer) && condition.Truth;
            default:
                return false;
        }
    }

    private static IParameterSymbol? ParameterOf(Value test) => test.Operands.Select(operand => operand is { Kind: ValueKind.Parameter } ? operand.Data as IParameterSymbol : null)
        .FirstOrDefault(parameter => parameter is not null);

    private static bool Is(IParameterSymbol parameter, string[] names) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } &&
        Array.Exists(names, name => string.Equals(name, parameter.Name, StringComparison.OrdinalIgnoreCase));

    private static string Text((Value Condition, bool Truth) condition) => condition.Condition switch
    {
        { Kind: ValueKind.Parameter, Data: IParameterSymbol flag } => condition.Truth ? flag.Name : $"!{flag.Name}",
        var test => $"{ParameterOf(test)!.Name} {(ValueTable.IsPure(test, PureOperator.Less) ? "<" : "!=")} {(Array.Exists(test.Operands, operand => operand.IsNull) ? "null" : "0")}",
    };
}
