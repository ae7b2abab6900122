using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.State;

/// <summary>
/// What the branches of a path have established: truth values of conditions, ranges of numbers, and outcomes of tests that need not repeat
/// themselves (a field, a property, a call). Immutable.
/// </summary>
internal sealed class PathFacts
{
    // The last few conditions are the ones that meet again at the end of an && or ||.
    private const int MostRecent = 4;

    public static readonly PathFacts None = new(
        ImmutableDictionary<Value, bool>.Empty,
        ImmutableDictionary<Value, NumberRange>.Empty,
        ImmutableDictionary<Distance, NumberRange>.Empty,
        ImmutableDictionary<Value, SoftFact>.Empty,
        ImmutableHashSet<(Value First, Value Second)>.Empty,
        ImmutableArray<Value>.Empty);

    private readonly ImmutableDictionary<Value, bool> _truths;
    private readonly ImmutableDictionary<Value, NumberRange> _ranges;
    private readonly ImmutableDictionary<Distance, NumberRange> _distances;
    private readonly ImmutableDictionary<Value, SoftFact> _soft;

    private PathFacts(
        ImmutableDictionary<Value, bool> truths,
        ImmutableDictionary<Value, NumberRange> ranges,
        ImmutableDictionary<Distance, NumberRange> distances,
        ImmutableDictionary<Value, SoftFact> soft,
        ImmutableHashSet<(Value First, Value Second)> exclusions,
        ImmutableArray<Value> recent)
    {
        Exclusions = exclusions;
        Recent = recent;
        _truths = truths;
        _ranges = ranges;
        _distances = distances;
        _soft = soft;
    }

    /// <summary>Pairs of conditions that are not both true.</summary>
    public ImmutableHashSet<(Value First, Value Second)> Exclusions { get; }

    /// <summary>The conditions that held most recently, the newest last; a negation for one that came out false.</summary>
    public ImmutableArray<Value> Recent { get; }

    /// <summary>The conditions whose outcome is established.</summary>
    public IEnumerable<KeyValuePair<Value, bool>> Truths => _truths;

    /// <summary>The numbers whose range is established.</summary>
    public IEnumerable<KeyValuePair<Value, NumberRange>> Ranges => _ranges;

    /// <summary>The pairs of numbers whose distance is established.</summary>
    public IEnumerable<KeyValuePair<Distance, NumberRange>> Distances => _distances;

    public bool TryGetTruth(Value condition, out bool truth) => _truths.TryGetValue(condition, out truth);

    /// <summary>Whether a truth value is known to be one or the other.</summary>
    public bool? TruthOf(Value value)
    {
        if (value.IsConstant(out bool truth))
        {
            return truth;
        }

        return Affirms(value) ? true : Denies(value) ? false : null;
    }

    public bool TryGetSoft(Value key, out SoftFact fact) => _soft.TryGetValue(key, out fact);

    /// <summary>Whether something was established about a number itself.</summary>
    public bool HasRange(Value number) => _ranges.ContainsKey(number);

    public NumberRange RangeOf(Value number)
    {
        if (number.IsConstant(out long constant))
        {
            return NumberRange.All.Only(constant);
        }

        bool isKnown = _ranges.TryGetValue(number, out NumberRange range);
        if (number is { Kind: ValueKind.Pure, Extra: BinaryOperatorKind.Divide } && number.Operands[1].IsConstant(out long divisor) && divisor > 0)
        {
            // What was learnt of the dividend after the quotient was tested.
            NumberRange quotient = RangeOf(number.Operands[0]).Divide(divisor);
            return !isKnown ? quotient : quotient.Maximum == long.MaxValue ? range.AtLeast(quotient.Minimum) : range.AtLeast(quotient.Minimum).Below(quotient.Maximum + 1);
        }

        if (isKnown)
        {
            return range;
        }

        if (number.Kind != ValueKind.Linear)
        {
            return NaturalRange.Of(number);
        }

        return Distance.Of(number, out bool isMirrored, out long offset) is { } distance && _distances.TryGetValue(distance, out range)
            ? range.Move(isMirrored, offset)
            : RangeOfSum(number);
    }

    private NumberRange RangeOfSum(Value number)
    {
        var sum = (LinearSum)number.Extra!;
        NumberRange total = NumberRange.All.Only(sum.Constant);
        for (int i = 0; i < number.Operands.Length; i++)
        {
            total = total.Plus(RangeOf(number.Operands[i]), sum.Coefficients[i]);
        }

        return total;
    }

    /// <summary>Whether a condition, or the negation of one, is known to hold.</summary>
    public bool Affirms(Value condition) => IsKnown(condition, true);

    /// <summary>Whether a condition, or the negation of one, is known not to hold.</summary>
    public bool Denies(Value condition) => IsKnown(condition, false);

    /// <param name="condition">The condition, not negated.</param>
    /// <param name="truth">How it came out.</param>
    /// <param name="held">The condition or its negation, whichever held.</param>
    public PathFacts WithTruth(Value condition, bool truth, Value held)
    {
        ImmutableArray<Value> recent = Recent.Length < MostRecent ? Recent : Recent.RemoveAt(0);
        return new(_truths.SetItem(condition, truth), _ranges, _distances, _soft, Exclusions, recent.Add(held));
    }

    /// <summary>The same of something that no branch has just found out.</summary>
    public PathFacts WithKnown(Value condition, bool truth) => new(_truths.SetItem(condition, truth), _ranges, _distances, _soft, Exclusions, Recent);

    public PathFacts WithRange(Value number, NumberRange range)
    {
        if (Distance.Of(number, out bool isMirrored, out long offset) is not { } distance)
        {
            return new(_truths, _ranges.SetItem(number, range), _distances, _soft, Exclusions, Recent);
        }

        NumberRange apart = range.Move(isMirrored, isMirrored ? offset : -offset);
        return new(_truths, _ranges, _distances.SetItem(distance, apart), _soft, Exclusions, Recent);
    }

    public PathFacts WithSoft(Value key, SoftFact fact) => new(_truths, _ranges, _distances, _soft.SetItem(key, fact), Exclusions, Recent);

    /// <summary>Two conditions are not both true.</summary>
    public PathFacts WithExclusion(Value first, Value second) =>
        new(_truths, _ranges, _distances, _soft, Exclusion.Add(Exclusions, first, second), Recent);

    /// <summary>What holds on both paths.</summary>
    public static PathFacts Join(PathFacts left, PathFacts right, ValueTable values)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        ImmutableDictionary<Value, bool> truths = Intersect(left._truths, right._truths, static (a, b) => a == b ? a : null);
        ImmutableDictionary<Value, NumberRange> ranges = Intersect(left._ranges, right._ranges, CommonRange);
        ImmutableDictionary<Distance, NumberRange> distances = Intersect(left._distances, right._distances, CommonRange);
        ImmutableDictionary<Value, SoftFact> soft = Intersect(left._soft, right._soft, static (a, b) => a.Truth == b.Truth ? a : null);
        ImmutableHashSet<(Value First, Value Second)> exclusions = Exclusion.Join(left, right, values);
        ImmutableArray<Value> recent = left.Recent.RemoveAll(condition => !right.Recent.Contains(condition));
        bool isLeft = ReferenceEquals(truths, left._truths) && ReferenceEquals(ranges, left._ranges) && ReferenceEquals(distances, left._distances) &&
            ReferenceEquals(soft, left._soft) && exclusions.SetEquals(left.Exclusions) && recent.Length == left.Recent.Length;
        return isLeft ? left : new PathFacts(truths, ranges, distances, soft, exclusions, recent);

        static NumberRange? CommonRange(NumberRange left, NumberRange right)
        {
            NumberRange hull = left.Hull(right);
            return hull.Equals(NumberRange.All) ? null : hull;
        }
    }

    /// <summary>What is established here and was so before: of facts that come and go from turn to turn nothing is left.</summary>
    public PathFacts Settle(PathFacts earlier)
    {
        return new PathFacts(
            Intersect(_truths, earlier._truths, static (a, b) => a == b ? a : null),
            Intersect(_ranges, earlier._ranges, static (a, b) => a.Equals(b) ? a : null),
            Intersect(_distances, earlier._distances, static (a, b) => a.Equals(b) ? a : null),
            Intersect(_soft, earlier._soft, static (a, b) => a.Truth == b.Truth ? a : null),
            Exclusions.Intersect(earlier.Exclusions),
            Recent.RemoveAll(condition => !earlier.Recent.Contains(condition)));
    }

    /// <summary>Forgets what was established about values, or by tests, of the blocks that a loop is about to run again.</summary>
    public PathFacts Forget(int firstBlock, int lastBlock)
    {
        ImmutableDictionary<Value, bool> truths = Without(_truths, (value, _) => value.IsBornIn(firstBlock, lastBlock));
        ImmutableDictionary<Value, NumberRange> ranges = Without(_ranges, (value, _) => value.IsBornIn(firstBlock, lastBlock));
        ImmutableDictionary<Distance, NumberRange> distances = Without(
            _distances, (distance, _) => IsPast(distance.From) || IsPast(distance.To));
        ImmutableDictionary<Value, SoftFact> soft = Without(
            _soft, (value, fact) => value.IsBornIn(firstBlock, lastBlock) || (fact.Block >= firstBlock && fact.Block <= lastBlock));
        return new PathFacts(
            truths,
            ranges,
            distances,
            soft,
            Exclusions.Where(pair => !pair.First.IsBornIn(firstBlock, lastBlock) && !pair.Second.IsBornIn(firstBlock, lastBlock)).ToImmutableHashSet(),
            Recent.RemoveAll(condition => condition.IsBornIn(firstBlock, lastBlock)));

        bool IsPast(Value number) => number.MentionsAged || number.IsBornIn(firstBlock, lastBlock);
    }

    public bool SameAs(PathFacts other) =>
        ReferenceEquals(this, other) ||
        (Exclusions.SetEquals(other.Exclusions) && Recent.SequenceEqual(other.Recent) &&
            Same(_truths, other._truths) && Same(_ranges, other._ranges) && Same(_distances, other._distances) && Same(_soft, other._soft));

    private bool IsKnown(Value condition, bool truth)
    {
        bool negated = ValueTable.IsPure(condition, PureOperator.Not);
        return _truths.TryGetValue(negated ? condition.Operands[0] : condition, out bool known) && known == (truth != negated);
    }

    private static ImmutableDictionary<TKey, T> Intersect<TKey, T>(
        ImmutableDictionary<TKey, T> left, ImmutableDictionary<TKey, T> right, System.Func<T, T, T?> join)
        where TKey : notnull
        where T : struct
    {
        if (ReferenceEquals(left, right) || left.IsEmpty)
        {
            return left;
        }

        ImmutableDictionary<TKey, T> result = left;
        foreach (KeyValuePair<TKey, T> entry in left)
        {
            T? joined = right.TryGetValue(entry.Key, out T other) ? join(entry.Value, other) : null;
            if (joined is null)
            {
                result = result.Remove(entry.Key);
            }
            else if (!joined.Value.Equals(entry.Value))
            {
                result = result.SetItem(entry.Key, joined.Value);
            }
        }

        return result;
    }

    private static ImmutableDictionary<TKey, T> Without<TKey, T>(ImmutableDictionary<TKey, T> facts, System.Func<TKey, T, bool> drop)
        where TKey : notnull
    {
        ImmutableDictionary<TKey, T> result = facts;
        foreach (KeyValuePair<TKey, T> entry in facts)
        {
            if (drop(entry.Key, entry.Value))
            {
                result = result.Remove(entry.Key);
            }
        }

        return result;
    }

    private static bool Same<TKey, T>(ImmutableDictionary<TKey, T> left, ImmutableDictionary<TKey, T> right)
        where TKey : notnull
        where T : struct
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.Count != right.Count)
        {
            return false;
        }

        foreach (KeyValuePair<TKey, T> entry in left)
        {
            if (!right.TryGetValue(entry.Key, out T other) || !other.Equals(entry.Value))
            {
                return false;
            }
        }

        return true;
    }
}
