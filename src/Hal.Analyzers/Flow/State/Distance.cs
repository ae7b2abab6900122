using System;
using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.State;

/// <summary>How far two numbers that are not known lie apart: <c>i</c> and <c>n</c> in <c>i + 1 &lt; n</c>.</summary>
internal readonly struct Distance : IEquatable<Distance>
{
    private Distance(Value from, Value to)
    {
        From = from;
        To = to;
    }

    public Value From { get; }

    public Value To { get; }

    /// <summary>Reads a sum as a distance: <c>to - from + offset</c>, or <c>from - to + offset</c> where it is mirrored.</summary>
    public static Distance? Of(Value sum, out bool isMirrored, out long offset)
    {
        isMirrored = false;
        offset = 0;
        if (sum.Kind != ValueKind.Linear || sum.Operands.Length != 2 || sum.Extra is not LinearSum { Coefficients: var coefficients } linear ||
            Math.Abs(coefficients[0]) != 1 || coefficients[0] != -coefficients[1])
        {
            return null;
        }

        // The terms of a sum stand in one order, so that a distance and its mirror image are one.
        isMirrored = coefficients[0] == 1;
        offset = linear.Constant;
        return new Distance(sum.Operands[0], sum.Operands[1]);
    }

    public bool Equals(Distance other) => ReferenceEquals(From, other.From) && ReferenceEquals(To, other.To);

    public override bool Equals(object? obj) => obj is Distance other && Equals(other);

    public override int GetHashCode() => unchecked((From.Id * 31) + To.Id);
}
