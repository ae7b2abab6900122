using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.State;

/// <summary>
/// Where two paths meet with two values of a counter, how far it is from a bound may be the same on both: <c>i &lt; n</c> before a loop and
/// after each of its turns.
/// </summary>
internal static class Distances
{
    private const int Most = 8;

    /// <summary>The numbers from which both values of a counter may have a known distance.</summary>
    public static IEnumerable<Value> Known(PathFacts mine, PathFacts theirs, Value myCounter, Value theirCounter, Value join, ValueTable values)
    {
        var known = new List<Value>();
        CollectFrom(mine);
        CollectFrom(theirs);
        if (myCounter.IsConstant(out long _) != theirCounter.IsConstant(out long _))
        {
            // The number or a limit, whichever is less: at most the number on both paths.
            Add(myCounter.IsConstant(out long _) ? theirCounter : myCounter);
        }

        if (myCounter.IsConstant(out long _) && theirCounter.IsConstant(out long _))
        {
            // Two numbers: what is known of the bound alone tells the distance from them, where it was compared with the counter.
            foreach (KeyValuePair<Value, NumberRange> range in mine.Ranges)
            {
                if (!range.Value.Equals(theirs.RangeOf(range.Key)))
                {
                    Add(range.Key);
                }
            }

            // What only the turn of a loop has compared.
            foreach (KeyValuePair<Value, NumberRange> range in theirs.Ranges)
            {
                if (!mine.HasRange(range.Key))
                {
                    Add(range.Key);
                }
            }
        }

        // The oldest, whatever the order in which the facts come.
        return known.OrderBy(bound => bound.Id).Take(Most);

        void CollectFrom(PathFacts facts)
        {
            foreach (KeyValuePair<Distance, NumberRange> entry in facts.Distances)
            {
                if (IsCounter(entry.Key.From))
                {
                    Add(entry.Key.To);
                }

                // Either end may be one of the two numbers itself.
                if (IsCounter(entry.Key.To))
                {
                    Add(entry.Key.From);
                }
            }
        }

        bool IsCounter(Value number) =>
            ReferenceEquals(number, join) ||
            values.Subtract(myCounter, number).IsConstant(out long _) ||
            values.Subtract(theirCounter, number).IsConstant(out long _);

        void Add(Value bound)
        {
            if (!bound.MentionsAged && bound.Kind != ValueKind.Linear && !ReferenceEquals(bound, join) && !known.Contains(bound))
            {
                known.Add(bound);
            }
        }
    }
}
