using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Hal.Analyzers.Flow.State;

/// <summary>What a path has found out about a number: bounds, and single values that it is not.</summary>
internal readonly struct NumberRange : IEquatable<NumberRange>
{
    public static readonly NumberRange All = new(long.MinValue, long.MaxValue, ImmutableArray<long>.Empty);

    // A switch with more cases than this loses the oldest; what is lost only makes the engine silent.
    private const int MostExclusions = 32;

    public NumberRange(long minimum, long maximum, ImmutableArray<long> excluded)
    {
        Minimum = minimum;
        Maximum = maximum;
        Excluded = excluded;
    }

    public long Minimum { get; }

    public long Maximum { get; }

    public ImmutableArray<long> Excluded { get; }

    public bool IsEmpty => Minimum > Maximum || (Minimum == Maximum && Excluded.Contains(Minimum));

    public bool Contains(long number) => number >= Minimum && number <= Maximum && !Excluded.Contains(number);

    /// <summary>Whether no number is in both.</summary>
    public bool IsApartFrom(NumberRange other) =>
        Maximum < other.Minimum || other.Maximum < Minimum ||
        (Minimum == Maximum && !other.Contains(Minimum)) || (other.Minimum == other.Maximum && !Contains(other.Minimum));

    public NumberRange Only(long number) => Contains(number) ? new(number, number, ImmutableArray<long>.Empty) : new(1, 0, ImmutableArray<long>.Empty);

    public NumberRange Without(long number)
    {
        if (number == Minimum && number < long.MaxValue)
        {
            return new NumberRange(number + 1, Maximum, Excluded).Tighten();
        }

        if (number == Maximum && number > long.MinValue)
        {
            return new NumberRange(Minimum, number - 1, Excluded).Tighten();
        }

        return Excluded.Contains(number) || Excluded.Length >= MostExclusions ? this : new(Minimum, Maximum, Excluded.Add(number));
    }

    public NumberRange Below(long bound) => bound == long.MinValue
        ? new(1, 0, ImmutableArray<long>.Empty)
        : new NumberRange(Minimum, Math.Min(Maximum, bound - 1), Excluded).Tighten();

    public NumberRange AtMost(long bound) => bound == long.MaxValue ? this : Below(bound + 1);

    public NumberRange AtLeast(long bound) => new NumberRange(Math.Max(Minimum, bound), Maximum, Excluded).Tighten();

    /// <summary>The sums with a multiple of the numbers of another range.</summary>
    public NumberRange Plus(NumberRange other, long factor)
    {
        long low = Multiply(factor >= 0 ? other.Minimum : other.Maximum, factor);
        long high = Multiply(factor >= 0 ? other.Maximum : other.Minimum, factor);
        return new(Add(Minimum, low), Add(Maximum, high), ImmutableArray<long>.Empty);
    }

    /// <summary>The quotients by a number above 0, rounded as the language does.</summary>
    public NumberRange Divide(long divisor) => new(
        Minimum == long.MinValue ? Minimum : Minimum / divisor,
        Maximum == long.MaxValue ? Maximum : Maximum / divisor,
        ImmutableArray<long>.Empty);

    /// <summary>The same numbers, each with its sign turned where that is asked for, and moved by an offset.</summary>
    public NumberRange Move(bool turns, long offset)
    {
        NumberRange moved = new NumberRange(offset, offset, ImmutableArray<long>.Empty).Plus(this, turns ? -1 : 1);
        return new(moved.Minimum, moved.Maximum, Excluded.Select(number => unchecked((turns ? -number : number) + offset)).ToImmutableArray());
    }

    private static long Add(long left, long right)
    {
        // The ends of the scale stand for infinity and stay there.
        if (left is long.MinValue or long.MaxValue)
        {
            return left;
        }

        if (right is long.MinValue or long.MaxValue)
        {
            return right;
        }

        long sum = unchecked(left + right);
        return (left > 0 && right > 0 && sum < 0) ? long.MaxValue : (left < 0 && right < 0 && sum >= 0) ? long.MinValue : sum;
    }

    private static long Multiply(long bound, long factor)
    {
        if (factor == 0)
        {
            return 0;
        }

        bool isInfinite = bound is long.MinValue or long.MaxValue || factor is long.MinValue or long.MaxValue;
        if (isInfinite || Math.Abs(bound) > long.MaxValue / Math.Abs(factor))
        {
            return (bound > 0) == (factor > 0) ? long.MaxValue : long.MinValue;
        }

        return bound * factor;
    }

    /// <summary>The numbers of both ranges, and no more between than bounds and exclusions can say.</summary>
    public NumberRange Hull(NumberRange other)
    {
        NumberRange mine = this;
        IEnumerable<long> excluded = Excluded.Where(number => !other.Contains(number)).Union(other.Excluded.Where(number => !mine.Contains(number)));

        // A small gap between the two: two directions of three, two states of five.
        (NumberRange lower, NumberRange upper) = Minimum <= other.Minimum ? (this, other) : (other, this);
        if (lower.Maximum < upper.Minimum && upper.Minimum - lower.Maximum is > 1 and < MostExclusions)
        {
            excluded = excluded.Union(Enumerable.Range(1, (int)(upper.Minimum - lower.Maximum) - 1).Select(step => lower.Maximum + step));
        }

        return new(Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum), excluded.Take(MostExclusions).ToImmutableArray());
    }

    public bool Equals(NumberRange other) =>
        Minimum == other.Minimum && Maximum == other.Maximum && (Excluded == other.Excluded || Excluded.SequenceEqual(other.Excluded));

    public override bool Equals(object? obj) => obj is NumberRange other && Equals(other);

    public override int GetHashCode() => unchecked((Minimum.GetHashCode() * 31) + Maximum.GetHashCode());

    private NumberRange Tighten()
    {
        NumberRange range = this;
        while (range.Minimum <= range.Maximum && range.Excluded.Contains(range.Minimum) && range.Minimum < long.MaxValue)
        {
            range = new(range.Minimum + 1, range.Maximum, range.Excluded);
        }

        while (range.Minimum <= range.Maximum && range.Excluded.Contains(range.Maximum) && range.Maximum > long.MinValue)
        {
            range = new(range.Minimum, range.Maximum - 1, range.Excluded);
        }

        return range;
    }
}
