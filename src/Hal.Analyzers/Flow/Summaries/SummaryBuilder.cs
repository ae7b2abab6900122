using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>
/// Makes a summary of the paths of a method. Paths that a caller can tell apart, by what it gave and what it got, stay apart; of paths
/// that it cannot, only what they have in common is known.
/// </summary>
internal static class SummaryBuilder
{
    // More ways than this to return are joined: a caller would be followed once for each.
    private const int MostPaths = 6;

    public static MethodSummary Build(IEnumerable<PathSummary> paths, SummaryRecorder recorder, MethodContext context)
    {
        List<PathSummary> all = paths.ToList();
        List<PathSummary> returns = Separate(ApartFromErrors(all.Where(path => path.Exit == PathExit.Return).ToList()), CanTellApart);
        List<PathSummary> throws = Separate(all.Where(path => path.Exit != PathExit.Return).ToList(), (left, right) =>
            left.Exit != right.Exit || !Equals(left.Thrown, right.Thrown));
        return new MethodSummary(returns.Concat(throws).ToList())
        {
            EntriesByToken = context.Entries!.ByToken,
            Effects = context.Effects,
            Events = recorder.Events,
        };
    }

    /// <summary>
    /// Where a method returns a negative number of its own on a path on which it has ended what it was given, what it returns on others is no error,
    /// though nobody has said so: an index, a count, what another call answered.
    /// </summary>
    private static List<PathSummary> ApartFromErrors(List<PathSummary> returns) =>
        returns.Exists(path => path.Returned.Value is { Kind: ValueKind.Constant } error && error.IsConstant(out long number) && number < 0 &&
            path.Entries.Any(effect => effect.Fact.Status == TokenStatus.Released))
            ? returns.ConvertAll(path => path.Returned is { Value: not { Kind: ValueKind.Constant }, Range: { Minimum: < 0, Maximum: > 0 } range } ? path.Returning(range.AtLeast(0)) : path)
            : returns;

    /// <summary>Joins every two paths that do different things and cannot be told apart.</summary>
    private static List<PathSummary> Separate(List<PathSummary> paths, System.Func<PathSummary, PathSummary, bool> canTellApart)
    {
        var result = new List<PathSummary>();
        foreach (PathSummary path in paths)
        {
            Insert(result, path, canTellApart);
        }

        while (result.Count > MostPaths)
        {
            PathSummary first = result[0];
            PathSummary second = result[1];
            result.RemoveRange(0, 2);
            Insert(result, Join(first, second), canTellApart);
        }

        return result;
    }

    private static void Insert(List<PathSummary> result, PathSummary path, System.Func<PathSummary, PathSummary, bool> canTellApart)
    {
        for (int i = 0; i < result.Count; i++)
        {
            if (!canTellApart(result[i], path))
            {
                PathSummary joined = Join(result[i], path);
                result.RemoveAt(i);

                // The joined path says less than either, so it may no longer be told from others.
                Insert(result, joined, canTellApart);
                return;
            }
        }

        result.Add(path);
    }

    private static bool CanTellApart(PathSummary left, PathSummary right) =>
        left.Returned.IsApartFrom(right.Returned) ||
        left.Conditions.Any(condition => right.Conditions.Any(other => ReferenceEquals(condition.Condition, other.Condition) && condition.Truth != other.Truth));

    private static PathSummary Join(PathSummary left, PathSummary right)
    {
        var acquired = left.Acquired.Join(right.Acquired, mine => mine.Token, theirs => theirs.Token, (mine, theirs) => (mine.Token, JoinAcquired(mine.Fact, theirs.Fact))).ToList();
        bool sameAcquired = acquired.Count == left.Acquired.Count && acquired.Count == right.Acquired.Count;
        return new PathSummary(
            left.Exit,
            Equals(left.Thrown, right.Thrown) ? left.Thrown : null,
            left.Returned.Join(right.Returned))
        {
            Made = ReferenceEquals(left.Made, right.Made) ? left.Made : null,
            Tried = ReferenceEquals(left.Tried, right.Tried) ? left.Tried : null,
            Conditions = left.Conditions.Where(condition => right.Conditions.Contains(condition)).ToList(),
            Entries = JoinEntries(left.Entries, right.Entries),
            Acquired = sameAcquired ? acquired : System.Array.Empty<(Token, TokenFact)>(),
            Writes = JoinWrites(left.Writes, right.Writes),
            Unknown = left.Unknown.Concat(right.Unknown).Concat(Disagreed(left.Writes, right.Writes)).Distinct().ToList(),
        };
    }

    /// <summary>What was got on one path and not on the other has to be tested by whoever is given it.</summary>
    private static TokenFact JoinAcquired(TokenFact left, TokenFact right) =>
        left.Status == TokenStatus.Failed && right.Status != TokenStatus.Failed ? right with { MayHaveFailed = true }
        : right.Status == TokenStatus.Failed && left.Status != TokenStatus.Failed ? left with { MayHaveFailed = true }
        : left;

    private static List<EntryEffect> JoinEntries(IReadOnlyList<EntryEffect> left, IReadOnlyList<EntryEffect> right)
    {
        var joined = new List<EntryEffect>();
        foreach (Value entry in left.Concat(right).Select(effect => effect.Entry).Distinct())
        {
            EntryEffect? mine = left.FirstOrDefault(effect => ReferenceEquals(effect.Entry, entry));
            EntryEffect? theirs = right.FirstOrDefault(effect => ReferenceEquals(effect.Entry, entry));
            joined.Add(new EntryEffect(entry, JoinFacts(mine, theirs)));
        }

        return joined;
    }

    private static TokenFact JoinFacts(EntryEffect? left, EntryEffect? right)
    {
        bool leftKept = left is null || left.IsKept;
        bool rightKept = right is null || right.IsKept;
        if (leftKept && rightKept)
        {
            return (left ?? right)!.Fact;
        }

        // What was not there on one of the paths was not there to be released.
        if (left?.Fact.Status == TokenStatus.Failed)
        {
            return right!.Fact with { MayHaveFailed = true };
        }

        if (right?.Fact.Status == TokenStatus.Failed)
        {
            return left!.Fact with { MayHaveFailed = true };
        }

        if (leftKept || rightKept || left!.Fact.Status != right!.Fact.Status)
        {
            return new TokenFact { Status = TokenStatus.Unknown };
        }

        return TokenFact.Join(left.Fact, right.Fact)!;
    }

    /// <summary>What both write, and what one writes: the place has a new value, and which is known where both agree.</summary>
    private static List<(Slot Slot, Value Value)> JoinWrites(IReadOnlyList<(Slot Slot, Value Value)> left, IReadOnlyList<(Slot Slot, Value Value)> right)
    {
        var joined = new List<(Slot Slot, Value Value)>();
        foreach (Slot slot in left.Concat(right).Select(write => write.Slot).Distinct())
        {
            Value? mine = left.FirstOrDefault(write => write.Slot.Equals(slot)).Value;
            Value? theirs = right.FirstOrDefault(write => write.Slot.Equals(slot)).Value;
            if (mine is not null && ReferenceEquals(mine, theirs))
            {
                joined.Add((slot, mine));
            }
        }

        return joined;
    }

    /// <summary>The places that the two leave with different values, or that only one of them writes.</summary>
    private static IEnumerable<Slot> Disagreed(IReadOnlyList<(Slot Slot, Value Value)> left, IReadOnlyList<(Slot Slot, Value Value)> right) =>
        left.Concat(right)
            .Where(write => !(left.Any(other => other.Slot.Equals(write.Slot) && ReferenceEquals(other.Value, write.Value)) &&
                right.Any(other => other.Slot.Equals(write.Slot) && ReferenceEquals(other.Value, write.Value))))
            .Select(write => write.Slot);
}
