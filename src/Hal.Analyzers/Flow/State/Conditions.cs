using System.Collections.Generic;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.State;

/// <summary>Takes a path through one outcome of a condition: finds out whether the outcome is possible, and records what it establishes.</summary>
internal sealed class Conditions
{
    private const long MostSpread = 32;

    private readonly ValueTable _values;
    private readonly SoftKeys _softKeys;
    private readonly Dictionary<Value, (Token Token, bool Success)> _outcomes = new();
    private readonly Dictionary<Value, Value> _companions = new();

    public Conditions(ValueTable values, SoftKeys softKeys)
    {
        _values = values;
        _softKeys = softKeys;
    }

    /// <summary>Says that <paramref name="result"/> tells whether <paramref name="token"/> was acquired: the result of a Try method.</summary>
    public void AddOutcome(Value result, Token token, bool success) => _outcomes[result] = (token, success);

    /// <summary>The token of which the result of a Try method says that it was acquired, where it is true.</summary>
    public Token? SuccessOf(Value? result) => result is not null && _outcomes.TryGetValue(result, out (Token Token, bool Success) outcome) && outcome.Success ? outcome.Token : null;

    /// <summary>The token that a truth value tells of: whether it was acquired.</summary>
    public Token? OutcomeOf(Value truth)
    {
        while (ValueTable.IsPure(truth, PureOperator.Not))
        {
            truth = truth.Operands[0];
        }

        if (_outcomes.TryGetValue(truth, out (Token Token, bool Success) outcome))
        {
            return outcome.Token;
        }

        Value? address = ValueTable.IsPure(truth, PureOperator.Equal) || ValueTable.IsPure(truth, PureOperator.Less)
            ? System.Array.Find(truth.Operands, operand => operand.Kind is ValueKind.TokenAddress or ValueKind.TokenPointer or ValueKind.TokenHandle)
            : null;
        return address?.Token;
    }

    /// <summary>Says that a method which tells by its result whether it found something puts null into its out parameter where it did not.</summary>
    public void AddFound(Value result, Value found)
    {
        Value absent = _values.Equal(found, _values.Null);
        _companions[result] = _values.Not(absent);
        _companions[absent] = _values.Not(result);
    }

    /// <summary>Assumes that <paramref name="condition"/> is <paramref name="truth"/> in <paramref name="state"/>.</summary>
    /// <returns>Whether that is possible.</returns>
    public bool Assume(FlowState state, Value condition, bool truth, int block)
    {
        if (condition.IsConstant(out bool constant))
        {
            return constant == truth;
        }

        if (ValueTable.IsPure(condition, PureOperator.Not))
        {
            return Assume(state, condition.Operands[0], !truth, block);
        }

        if (ValueTable.IsPure(condition, PureOperator.Equal) && condition.Operands[1].IsNull | condition.Operands[0].IsNull &&
            IsNeverNull(condition.Operands[0].IsNull ? condition.Operands[1] : condition.Operands[0]))
        {
            return !truth;
        }

        if (condition.MentionsAged)
        {
            // Which instance is meant is not known, but in which range all of them are, and whether they are there.
            return (state.Facts.TryGetTruth(condition, out bool known) ? known : OutcomeByRange(state, condition)) is not { } certain || certain == truth;
        }

        if (state.Facts.TryGetTruth(condition, out bool earlier))
        {
            return earlier == truth;
        }

        if (ValueTable.IsPure(condition, PureOperator.And))
        {
            return Record(state, condition, truth, block) && AssumeBoth(state, condition, truth, block);
        }

        if (!Record(state, condition, truth, block))
        {
            return false;
        }

        if (_companions.TryGetValue(condition, out Value? companion) && !Assume(state, companion, truth, block))
        {
            return false;
        }

        if (ValueTable.IsPure(condition, PureOperator.Equal))
        {
            return AssumeEqual(state, condition.Operands[0], condition.Operands[1], truth);
        }

        if (ValueTable.IsPure(condition, PureOperator.Less))
        {
            return AssumeLess(state, condition.Operands[0], condition.Operands[1], truth);
        }

        if (_outcomes.TryGetValue(condition, out (Token Token, bool Success) outcome))
        {
            return Settle(state, outcome.Token, acquired: outcome.Success == truth);
        }

        return true;
    }

    /// <summary>Records an outcome, and what follows from it for conditions that exclude it.</summary>
    private bool Record(FlowState state, Value condition, bool truth, int block)
    {
        NoteSoftOutcome(state, condition, truth, block);
        Value held = truth ? condition : _values.Not(condition);
        state.Facts = state.Facts.WithTruth(condition, truth, held);
        foreach ((Value first, Value second) in state.Facts.Exclusions)
        {
            Value? excluded = ReferenceEquals(first, held) ? second : ReferenceEquals(second, held) ? first : null;
            if (excluded is not null && !Assume(state, excluded, false, block))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Settle(FlowState state, Token token, bool acquired)
    {
        if (state.GetToken(token) is not { } fact)
        {
            return true;
        }

        if (!fact.MayHaveFailed)
        {
            // Tested before, or never a failure: what Share returns is never 0 (contract I11).
            return fact.Status == TokenStatus.Failed ? !acquired : acquired || (fact.Status & TokenStatus.Failed) != 0;
        }

        state.SetToken(token, acquired
            ? fact with { MayHaveFailed = false }
            : fact with { MayHaveFailed = false, Status = TokenStatus.Failed });
        return true;
    }

    private static bool? OutcomeByRange(FlowState state, Value condition)
    {
        if (condition.Kind != ValueKind.Pure || condition.Operands.Length != 2 || !condition.Operands[1].IsConstant(out long bound))
        {
            return null;
        }

        NumberRange range = state.Facts.RangeOf(condition.Operands[0]);
        return (PureOperator)condition.Data! switch
        {
            PureOperator.Less when range.Maximum < bound => true,
            PureOperator.Less when range.Minimum >= bound => false,
            PureOperator.Equal when !range.Contains(bound) => false,
            _ => null,
        };
    }

    private static bool IsFailure(Value value) => value.IsZero || value.IsNull;

    private bool AssumeBoth(FlowState state, Value condition, bool truth, int block)
    {
        Value left = condition.Operands[0];
        Value right = condition.Operands[1];
        if (truth)
        {
            return Assume(state, left, true, block) && Assume(state, right, true, block);
        }

        // One of them is false: if one is known to be true, it is the other.
        if (IsKnown(state, left, true))
        {
            return Assume(state, right, false, block);
        }

        if (IsKnown(state, right, true))
        {
            return Assume(state, left, false, block);
        }

        state.Facts = state.Facts.WithExclusion(left, right);
        return AssumeChoice(state, condition);
    }

    /// <summary>Where <c>x != a &amp;&amp; x != b</c> is false, x is one of the two.</summary>
    private static bool AssumeChoice(FlowState state, Value condition)
    {
        Value? subject = null;
        var choices = new SortedSet<long>();
        if (!Collect(condition) || subject is null)
        {
            return true;
        }

        NumberRange range = state.Facts.RangeOf(subject);
        choices.RemoveWhere(choice => !range.Contains(choice));
        if (choices.Count == 0)
        {
            return false;
        }

        if (choices.Max - choices.Min is >= 0 and < MostSpread)
        {
            NumberRange narrowed = range.AtLeast(choices.Min).Below(choices.Max + 1);
            for (long number = choices.Min + 1; number < choices.Max; number++)
            {
                narrowed = choices.Contains(number) ? narrowed : narrowed.Without(number);
            }

            state.Facts = state.Facts.WithRange(subject, narrowed);
        }

        return true;

        bool Collect(Value part)
        {
            if (ValueTable.IsPure(part, PureOperator.And))
            {
                return Collect(part.Operands[0]) && Collect(part.Operands[1]);
            }

            if (!ValueTable.IsPure(part, PureOperator.Not) || part.Operands[0] is not { Kind: ValueKind.Pure, Operands.Length: 2 } test ||
                !test.Operands[1].IsConstant(out long number))
            {
                return false;
            }

            // A count that is 0 is one that is below 1.
            bool isLowest = (PureOperator)test.Data! == PureOperator.Less && NaturalRange.Of(test.Operands[0]).Minimum == number - 1;
            if (!isLowest && (PureOperator)test.Data! != PureOperator.Equal)
            {
                return false;
            }

            choices.Add(isLowest ? number - 1 : number);
            bool isSame = subject is null || ReferenceEquals(subject, test.Operands[0]);
            subject = test.Operands[0];
            return isSame;
        }
    }

    private static bool IsKnown(FlowState state, Value condition, bool truth)
    {
        if (ValueTable.IsPure(condition, PureOperator.Not))
        {
            return IsKnown(state, condition.Operands[0], !truth);
        }

        return state.Facts.TryGetTruth(condition, out bool known) && known == truth;
    }

    private bool AssumeEqual(FlowState state, Value left, Value right, bool equal)
    {
        (Value subject, Value other) = IsFailure(left) ? (right, left) : (left, right);
        if (IsFailure(other) && subject.Kind is ValueKind.TokenAddress or ValueKind.TokenPointer or ValueKind.TokenHandle)
        {
            return Settle(state, subject.Token, acquired: !equal);
        }

        if (!other.IsConstant(out long number) && !IsDistance(subject, other, out subject))
        {
            return true;
        }

        // The author's own mark for no address is none that a HAL returns.
        if (subject.Kind is ValueKind.TokenAddress or ValueKind.TokenPointer)
        {
            return !equal;
        }

        NumberRange range = state.Facts.RangeOf(subject);
        NumberRange narrowed = equal ? range.Only(number) : range.Without(number);
        state.Facts = state.Facts.WithRange(subject, narrowed);
        return !narrowed.IsEmpty;
    }

    private bool AssumeLess(FlowState state, Value left, Value right, bool less)
    {
        if (_values.Subtract(left, right) is { Kind: ValueKind.Linear, Operands.Length: 1, Extra: LinearSum { Coefficients: { } factors, Constant: var constant } } multiple &&
            factors[0] is > 1 or < -1)
        {
            return AssumeMultiple(state, multiple.Operands[0], factors[0], constant, less);
        }

        if (!right.IsConstant(out long bound) && !IsDistance(left, right, out left))
        {
            return true;
        }

        // No address is below 0, so one below 1 is 0: the acquisition failed.
        if (left.Kind is ValueKind.TokenAddress or ValueKind.TokenPointer && bound <= 1)
        {
            return bound == 1 ? Settle(state, left.Token, acquired: !less) : !less;
        }

        NumberRange range = state.Facts.RangeOf(left);
        NumberRange narrowed = less ? range.Below(bound) : range.AtLeast(bound);
        state.Facts = state.Facts.WithRange(left, narrowed);
        return !narrowed.IsEmpty;
    }

    /// <summary>What is said of a multiple of a number, <c>factor * number + constant &lt; 0</c>, is said of the number.</summary>
    private static bool AssumeMultiple(FlowState state, Value number, long factor, long constant, bool less)
    {
        NumberRange range = state.Facts.RangeOf(number);
        long bound = less ? -1 - constant : -constant;
        long step = System.Math.Abs(factor);

        // Below or at most a bound where both signs agree, at least one where they do not.
        NumberRange narrowed = (factor > 0) == less
            ? range.Below(Floor(factor > 0 ? bound : -bound, step) + 1)
            : range.AtLeast(-Floor(factor > 0 ? -bound : bound, step));
        state.Facts = state.Facts.WithRange(number, narrowed);
        return !narrowed.IsEmpty;

        static long Floor(long dividend, long divisor) => dividend >= 0 ? dividend / divisor : -((-dividend + divisor - 1) / divisor);
    }

    /// <summary>The difference of two numbers, where it is one whose range is kept.</summary>
    private bool IsDistance(Value left, Value right, out Value difference)
    {
        difference = _values.Subtract(left, right);
        return Distance.Of(difference, out _, out _) is not null;
    }

    /// <summary>Whether a value is an object that is certainly there: one that was made, or that a method promises to return.</summary>
    private static bool IsNeverNull(Value value) => value.Kind switch
    {
        ValueKind.This or ValueKind.Allocation or ValueKind.AddressOf => true,

        // A struct in a nullable.
        ValueKind.With or ValueKind.Default => true,
        ValueKind.Aged => IsNeverNull(value.Operands[0]),
        ValueKind.Result when value.Data is ICaughtExceptionOperation => true,
        ValueKind.Result => value is { Extra: 0, Data: IInvocationOperation { TargetMethod: var method } } && IsPromised(method.ReturnType),
        _ => false,
    };

    private static bool IsPromised(ITypeSymbol type) =>
        type.IsReferenceType && (type.NullableAnnotation == NullableAnnotation.NotAnnotated || type.Name is "Task");

    private void NoteSoftOutcome(FlowState state, Value condition, bool truth, int block)
    {
        if (_softKeys.KeyOf(condition) is not { } key)
        {
            return;
        }

        if (state.Facts.TryGetSoft(key, out SoftFact earlier) && earlier.Truth != truth)
        {
            state.Doubtful = true;
        }

        state.Facts = state.Facts.WithSoft(key, new SoftFact(truth, block));
    }
}
