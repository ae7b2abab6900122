using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>
/// What a path returns, as far as its caller can find out by testing it: the value where it can be said, and in any case in which range it is and
/// whether it is there. An error that is returned in a variable is not zero, whatever else it is.
/// </summary>
/// <param name="Value">The value, or <see langword="null"/> where joined paths return different ones.</param>
/// <param name="Range">Between which bounds it is, if it is a number.</param>
/// <param name="IsNull">Whether it is null, where the path has found that out.</param>
internal sealed record ReturnedValue(Value? Value, NumberRange Range, bool? IsNull)
{
    public static readonly ReturnedValue None = new(null, NumberRange.All, null);

    public static ReturnedValue Of(Value? returned, PathFacts facts, ValueTable values)
    {
        if (returned is null)
        {
            return None;
        }

        // A flag that was tested is as good as the constant.
        Value known = facts.TruthOf(returned) is { } truth ? values.Truth(truth) : returned;
        return new ReturnedValue(known, facts.RangeOf(known), IsNullIn(facts, known));
    }

    /// <summary>What is known of both.</summary>
    public ReturnedValue Join(ReturnedValue other) =>
        new(ReferenceEquals(Value, other.Value) ? Value : null, Range.Hull(other.Range), IsNull == other.IsNull ? IsNull : null);

    /// <summary>Whether no value can be both: numbers of different ranges, an address and no address, an object and null.</summary>
    public bool IsApartFrom(ReturnedValue other)
    {
        if (Range.IsApartFrom(other.Range) || (IsNull is { } mine && other.IsNull is { } theirs && mine != theirs))
        {
            return true;
        }

        if (Value is null || other.Value is null || ReferenceEquals(Value, other.Value))
        {
            return false;
        }

        if (Value.Kind == ValueKind.Constant && other.Value.Kind == ValueKind.Constant)
        {
            return !Equals(Value.Data, other.Value.Data);
        }

        return (IsNothing(Value) && IsSomething(other.Value)) || (IsNothing(other.Value) && IsSomething(Value));
    }

    private static bool IsNothing(Value value) => value.IsNull || value.IsZero || value.Kind == ValueKind.Default;

    private static bool IsSomething(Value value) =>
        value.Kind is ValueKind.TokenAddress or ValueKind.TokenHandle or ValueKind.Allocation or ValueKind.With;

    private static bool? IsNullIn(PathFacts facts, Value value)
    {
        if (value.IsNull || IsSomething(value))
        {
            return value.IsNull ? true : null;
        }

        return ReturnValue.IsNullIn(facts, value);
    }
}
