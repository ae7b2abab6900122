using System.Collections.Generic;
using System.Collections.Immutable;
using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.State;

/// <summary>
/// Pairs of conditions that are not both true. Where the ways out of <c>a &amp;&amp; b</c> meet, neither is known any more, but that not both
/// held is; a later <c>a &amp;&amp; b</c>, in whatever form, then comes out the same.
/// </summary>
internal static class Exclusion
{
    private const int MostPairs = 16;

    /// <summary>One pair more, whichever comes first.</summary>
    public static ImmutableHashSet<(Value First, Value Second)> Add(
        ImmutableHashSet<(Value First, Value Second)> pairs, Value first, Value second) =>
        pairs.Count < MostPairs ? pairs.Add(first.Id < second.Id ? (first, second) : (second, first)) : pairs;

    /// <summary>What two paths that meet know together.</summary>
    public static ImmutableHashSet<(Value First, Value Second)> Join(PathFacts left, PathFacts right, ValueTable values)
    {
        ImmutableHashSet<(Value First, Value Second)> joined = ImmutableHashSet<(Value First, Value Second)>.Empty;
        foreach ((Value First, Value Second) pair in left.Exclusions.Union(right.Exclusions))
        {
            if (joined.Count < MostPairs && Knows(left, pair) && Knows(right, pair))
            {
                joined = joined.Add(pair);
            }
        }

        return Derive(Derive(joined, left, right, values), right, left, values);
    }

    /// <summary>One path left at a condition, the other passed it and left at the next: not both held.</summary>
    private static ImmutableHashSet<(Value First, Value Second)> Derive(
        ImmutableHashSet<(Value First, Value Second)> joined, PathFacts leftFirst, PathFacts leftLater, ValueTable values)
    {
        foreach (Value first in leftLater.Recent)
        {
            if (!leftFirst.Denies(first))
            {
                continue;
            }

            foreach (Value held in leftLater.Recent)
            {
                Value second = values.Not(held);
                if (!ReferenceEquals(held, first) && !leftFirst.Affirms(held))
                {
                    joined = Add(joined, first, second);
                }
            }
        }

        return joined;
    }

    private static bool Knows(PathFacts facts, (Value First, Value Second) pair) =>
        facts.Exclusions.Contains(pair) || facts.Denies(pair.First) || facts.Denies(pair.Second);
}
