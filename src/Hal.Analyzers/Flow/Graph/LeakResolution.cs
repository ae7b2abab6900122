using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// Decides, when all paths are known, which tokens leaked. One that is held at an exit has leaked, and one in a field that
/// nobody releases, or in a table that dies with the method. One that was lent may have been taken over by
/// the code that got address and buffer; it has leaked only if this method itself releases it on another path, so that the duty stayed here, or
/// releases another that was refused in the same way.
/// </summary>
internal static class LeakResolution
{
    public static IEnumerable<(Token Token, List<PathEnd> Ends)> Resolve(IReadOnlyCollection<ExitRecord> records, TakeBacks takeBacks, CancellationToken cancellation)
    {
        ExitRecord[] released = records.Where(record => record is { IsKept: false, Fact.Status: TokenStatus.Released }).ToArray();
        foreach (IGrouping<Token, ExitRecord> group in records.GroupBy(record => record.Token.Origin).OrderBy(group => group.Key.Index))
        {
            ExitRecord[] kept = group.Where(record => record.IsKept).ToArray();
            ExitRecord[] releases = group.Where(record => record.Fact is { Status: TokenStatus.Released, LentAt: not null }).ToArray();
            List<PathEnd> ends = group
                .Where(record => !record.IsKept)
                .Where(record => record.Fact.Status is TokenStatus.Held or TokenStatus.Escaped or (TokenStatus.Escaped | TokenStatus.Failed) ||
                    (record.Fact.Status == TokenStatus.Lent &&
                        (releases.Any(release => ProvesDuty(release, record, takeBacks, cancellation)) || kept.Any(other => StaysHere(other, record)) ||
                            released.Any(other => IsRefusedAlike(other, record)))))
                .Select(record => record.End)
                .GroupBy(end => (end.Place, end.Kind))
                .Select(same => same.First())
                .OrderBy(end => end.Place.SpanStart)
                .ToList();
            if (ends.Count > 0)
            {
                yield return (group.Key, ends);
            }
        }
    }

    /// <summary>Whether a call that succeeded left the duty with this type, which keeps it for another member to end: where it failed it took nothing.</summary>
    private static bool StaysHere(ExitRecord kept, ExitRecord leak) =>
        ReferenceEquals(kept.Fact.LentAt, leak.Fact.LentAt) && ReferenceEquals(leak.Fact.FirstLentAt, leak.Fact.LentAt) &&
        kept.Outcome == LendOutcome.Success && leak.Outcome == LendOutcome.Failure;

    /// <summary>Whether what failed is known, from another share or another memory that this method takes back then, to have taken nothing.</summary>
    private static bool IsRefusedAlike(ExitRecord release, ExitRecord leak)
    {
        if (leak.Outcome is not (LendOutcome.Failure or LendOutcome.NonZero) || Fails(release) != Fails(leak) || !ReferenceEquals(leak.Fact.LentAt, leak.Fact.FirstLentAt) ||
            leak.Fact.LentAt is not IInvocationOperation { TargetMethod: var failed })
        {
            return false;
        }

        bool isTakenBack = release.Fact.RefusedAt is not null;
        return (isTakenBack || (release.Outcome == leak.Outcome && ReferenceEquals(release.Fact.LentAt, release.Fact.FirstLentAt))) &&
            (release.Fact.RefusedAt ?? release.Fact.LentAt) is IInvocationOperation { TargetMethod: var refused } &&
            SymbolEqualityComparer.Default.Equals(refused.ContainingType, failed.ContainingType) &&
            (leak.Outcome == LendOutcome.Failure || SymbolEqualityComparer.Default.Equals(refused, failed));
    }

    /// <summary>Whether a release on one path proves that the duty was still here on another that leaks.</summary>
    private static bool ProvesDuty(ExitRecord release, ExitRecord leak, TakeBacks takeBacks, CancellationToken cancellation)
    {
        // Lent to different code on the two paths, nothing follows from one for the other; but what did not take it where it failed, and was not left
        // with it where the work went on to other code, never had it.
        if (!ReferenceEquals(release.Fact.LentAt, leak.Fact.LentAt))
        {
            bool isRefused = leak.Outcome == LendOutcome.Failure || (leak.Outcome == LendOutcome.NonZero && Fails(leak));
            return isRefused && ReferenceEquals(release.Fact.FirstLentAt, leak.Fact.LentAt);
        }

        // It may be in a table that another member of the type takes addresses out of.
        if (leak.Outcome == LendOutcome.Untested && takeBacks.Exist(leak.Fact.LentAt, cancellation))
        {
            return false;
        }

        // Handed over, and released only when that did not work.
        if (Fails(release) && !Fails(leak))
        {
            return false;
        }

        LendOutcome released = release.Outcome;
        LendOutcome leaked = leak.Outcome;
        if (released == leaked || released == LendOutcome.Untested || leaked == LendOutcome.Untested)
        {
            return released != LendOutcome.Failure && !IsLateExit(release, leak);
        }

        // Released although the call succeeded: the callee never takes the duty, least of all when it fails.
        if (released == LendOutcome.Success)
        {
            return true;
        }

        // Zero is success for some and nothing done for others: the way the method itself ends tells which.
        return released == LendOutcome.Zero && leak.End.Kind is PathEndKind.ReturnFailure or PathEndKind.Throw;
    }

    private static bool Fails(ExitRecord record) => record.End.Kind is PathEndKind.ReturnFailure or PathEndKind.Throw;

    /// <summary>Where both paths end alike, an early exit that forgets is a leak, and a late one after the clean-up is the success.</summary>
    private static bool IsLateExit(ExitRecord release, ExitRecord leak) =>
        Fails(release) == Fails(leak) &&
        release.Fact.ReleasedAt?.Syntax is { } released &&
        leak.End.Place.SpanStart > released.SpanStart;
}
