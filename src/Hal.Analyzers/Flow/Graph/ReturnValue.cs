using System;
using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>What the value that a path returns, or that a call returned to it, says about success.</summary>
internal sealed class ReturnValue
{
    /// <summary>Stands for the returned value among the variables.</summary>
    public static readonly ReturnValue Instance = new();

    /// <summary>Stands for the object among the variables that the method has made and returns, where nobody else has it yet.</summary>
    public static readonly ReturnValue Made = new();

    private static readonly string[] s_failures =
    {
        "Overflow", "Overrun", "Fail", "IsFull", "Busy", "Reject", "Refuse", "Drops", "Dropped", "Error", "TimedOut", "Exhaust", "Congest",
    };

    private ReturnValue()
    {
    }

    /// <summary>Whether a method that returns a value ends in success or failure, by the usual conventions.</summary>
    public static PathEndKind KindOf(Value? returned, PathFacts facts) => returned is null ? PathEndKind.Return : OutcomeOf(returned, facts) switch
    {
        LendOutcome.Success => PathEndKind.ReturnSuccess,
        LendOutcome.Failure => PathEndKind.ReturnFailure,
        _ => PathEndKind.Return,
    };

    /// <summary>How the call came out that a token was lent to.</summary>
    public static LendOutcome OutcomeOf(TokenFact fact, PathFacts facts) =>
        OutcomeOf(fact.LendResult, facts) is var known && known != LendOutcome.Untested ? known : fact.Outcome;

    public static LendOutcome OutcomeOf(Value? result, PathFacts facts)
    {
        if (result is null)
        {
            return LendOutcome.Untested;
        }

        if (facts.TruthOf(result) is { } truth)
        {
            return truth != TellsFailure(result) ? LendOutcome.Success : LendOutcome.Failure;
        }

        if (result.IsNull)
        {
            return LendOutcome.Failure;
        }

        if (result.Data is IOperation { Type: { IsReferenceType: true } type } && IsNullIn(facts, result) is { } isNull)
        {
            // No object is a failure, but no error text is none.
            return isNull == (type.SpecialType == SpecialType.System_String) ? LendOutcome.Success : LendOutcome.Failure;
        }

        NumberRange range = facts.RangeOf(result);
        if (range.Maximum < 0)
        {
            return LendOutcome.Failure;
        }

        if (range is { Minimum: 0, Maximum: 0 })
        {
            return LendOutcome.Zero;
        }

        if (!range.Contains(0))
        {
            return LendOutcome.NonZero;
        }

        return LendOutcome.Untested;
    }

    /// <summary>Whether a method says by its name that it returns true where it failed: it overflows, is full, times out.</summary>
    private static bool TellsFailure(Value result) =>
        result.Data is IInvocationOperation { TargetMethod.Name: var name } && Array.Exists(s_failures, failure => name.Contains(failure));

    /// <summary>Whether a path has found out that a value is null, or is not.</summary>
    public static bool? IsNullIn(PathFacts facts, Value result)
    {
        foreach (KeyValuePair<Value, bool> entry in facts.Truths)
        {
            if (ValueTable.IsPure(entry.Key, PureOperator.Equal) && entry.Key.Operands.Any(operand => operand.IsNull) &&
                entry.Key.Operands.Any(operand => ReferenceEquals(operand, result)))
            {
                return entry.Value;
            }
        }

        return null;
    }
}
