using System;
using System.Linq;

namespace Hal.Analyzers.Flow.Values;

/// <summary>The numbers of a linear value: one coefficient for each operand, and a constant.</summary>
internal sealed class LinearSum : IEquatable<LinearSum>
{
    public LinearSum(long[] coefficients, long constant)
    {
        Coefficients = coefficients;
        Constant = constant;
    }

    public long[] Coefficients { get; }

    public long Constant { get; }

    public bool Equals(LinearSum? other) => other is not null && Constant == other.Constant && Coefficients.SequenceEqual(other.Coefficients);

    public override bool Equals(object? obj) => Equals(obj as LinearSum);

    public override int GetHashCode()
    {
        int hash = Constant.GetHashCode();
        foreach (long coefficient in Coefficients)
        {
            hash = unchecked((hash * 31) + coefficient.GetHashCode());
        }

        return hash;
    }
}
