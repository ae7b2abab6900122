using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>What a caller can find out by testing a returned value.</summary>
internal static class ReturnClasses
{
    /// <summary>Whether no value can be both: different constants, an address and no address, an object and null.</summary>
    public static bool Differ(Value? left, Value? right)
    {
        if (left is null || right is null || ReferenceEquals(left, right))
        {
            return false;
        }

        if (left.Kind == ValueKind.Constant && right.Kind == ValueKind.Constant)
        {
            return !Equals(left.Data, right.Data);
        }

        return (IsNothing(left) && IsSomething(right)) || (IsNothing(right) && IsSomething(left));
    }

    private static bool IsNothing(Value value) => value.IsNull || value.IsZero || value.Kind == ValueKind.Default;

    private static bool IsSomething(Value value) =>
        value.Kind is ValueKind.TokenAddress or ValueKind.TokenHandle or ValueKind.Allocation or ValueKind.With;
}
