using System;
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

    public NumberRange AtLeast(long bound) => new NumberRange(Math.Max(Minimum, bound), Maximum, Excluded).Tighten();

    /// <summary>The numbers of both ranges, and no more between than bounds and exclusions can say.</summary>
    public NumberRange Hull(NumberRange other)
    {
        NumberRange mine = this;
        return new(
            Math.Min(Minimum, other.Minimum),
            Math.Max(Maximum, other.Maximum),
            Excluded.IsEmpty && other.Excluded.IsEmpty
                ? Excluded
                : Excluded.Where(number => !other.Contains(number)).Union(other.Excluded.Where(number => !mine.Contains(number))).ToImmutableArray());
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
