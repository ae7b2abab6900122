using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>What is known of a token on the paths that one state stands for. Immutable; <c>With...</c> makes the next.</summary>
internal sealed record TokenFact
{
    public TokenStatus Status { get; init; }

    /// <summary>Whether the acquisition can have failed and nothing tested it yet.</summary>
    public bool MayHaveFailed { get; init; }

    /// <summary>The buffer that was shared, or the address of a foreign token; null when unknown.</summary>
    public Value? Buffer { get; init; }

    public Value? Direction { get; init; }

    /// <summary>The number of pages that was allocated.</summary>
    public Value? Pages { get; init; }

    /// <summary>Whether the owner gave the share out: a detached scope.</summary>
    public bool Detached { get; init; }

    /// <summary>How it left the method's hands.</summary>
    public EscapeReason Reason { get; init; }

    /// <summary>The fields it was put into.</summary>
    public Keeper? Keeper { get; init; }

    /// <summary>Whether it can also be found elsewhere than in fields that this method put it into.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Where its memory ended while it was in other hands: a mistake if this method releases it after.</summary>
    public MemoryEndedEvent? MemoryEnded { get; init; }

    /// <summary>How it was released.</summary>
    public ReleaseInfo? Release { get; init; }

    public IOperation? ReleasedAt => Release?.Operation;

    /// <summary>Whether it was an Unshare that released it; else memory was given back.</summary>
    public bool ReleasedByUnshare => Release is { IsUnshare: true };

    /// <summary>Whether it stands for more than one that its place acquired, in several turns of a loop: what becomes of one says nothing of the others.</summary>
    public bool IsSeveral { get; init; }

    /// <summary>Whether its own object released it, which may be asked again without harm.</summary>
    public bool ReleasedByOwner { get; init; }

    /// <summary>Whether a wrong release ended it, which has been reported: whatever is released by it later follows from that.</summary>
    public bool EndedWrongly { get; init; }

    /// <summary>The call that it was lent to, and what that call returned.</summary>
    public IOperation? LentAt { get; init; }

    public Value? LendResult { get; init; }

    /// <summary>How that call came out, where the paths that know it are behind: in an earlier turn of a loop.</summary>
    public LendOutcome Outcome { get; init; }

    /// <summary>The call that it was lent to and that has certainly refused it.</summary>
    public IOperation? RefusedAt { get; init; }

    /// <summary>The first call that it was lent to.</summary>
    public IOperation? FirstLentAt { get; init; }

    public bool IsLive => (Status & (TokenStatus.Held | TokenStatus.Lent)) != 0;

    /// <summary>Whether this method certainly has the duty to release it.</summary>
    public bool IsCertainlyHeld => Status is TokenStatus.Held or TokenStatus.Lent;

    /// <summary>Joins what two paths know. The status is a set; everything else stays only where both agree.</summary>
    public static TokenFact? Join(TokenFact? left, TokenFact? right)
    {
        if (ReferenceEquals(left, right) || (left is not null && left.Equals(right)))
        {
            return left;
        }

        if (left is null || right is null)
        {
            TokenFact known = (left ?? right)!;
            return known with { Status = known.Status | TokenStatus.Failed };
        }

        return new TokenFact
        {
            Status = left.Status | right.Status,
            MayHaveFailed = left.MayHaveFailed || right.MayHaveFailed,
            Buffer = ReferenceEquals(left.Buffer, right.Buffer) ? left.Buffer : null,
            Direction = ReferenceEquals(left.Direction, right.Direction) ? left.Direction : null,
            Pages = ReferenceEquals(left.Pages, right.Pages) ? left.Pages : null,
            Detached = left.Detached || right.Detached,
            IsSeveral = left.IsSeveral || right.IsSeveral,
            Reason = left.Reason == right.Reason ? left.Reason : EscapeReason.None,
            Keeper = Equals(left.Keeper, right.Keeper) ? left.Keeper : null,
            IsElsewhere = left.IsElsewhere || right.IsElsewhere || !Equals(left.Keeper, right.Keeper),
            Release = JoinReleases(left.Release, right.Release),
            ReleasedByOwner = left.ReleasedByOwner || right.ReleasedByOwner,
            EndedWrongly = left.EndedWrongly || right.EndedWrongly,
            LentAt = left.LentAt ?? right.LentAt,
            RefusedAt = left.RefusedAt ?? right.RefusedAt,
            FirstLentAt = ReferenceEquals(left.FirstLentAt, right.FirstLentAt) ? left.FirstLentAt : null,
            LendResult = left.LentAt is null ? right.LendResult
                : right.LentAt is null || ReferenceEquals(left.LendResult, right.LendResult) ? left.LendResult
                : null,
            Outcome = left.LentAt is null ? right.Outcome
                : right.LentAt is null || left.Outcome == right.Outcome ? left.Outcome
                : LendOutcome.Untested,
        };
    }

    private static ReleaseInfo? JoinReleases(ReleaseInfo? left, ReleaseInfo? right)
    {
        if (left is null || right is null || left.Equals(right))
        {
            return left ?? right;
        }

        return new ReleaseInfo(left.Kind, left.Operation, left.Hal)
        {
            Buffer = ReferenceEquals(left.Buffer, right.Buffer) ? left.Buffer : null,
            Direction = ReferenceEquals(left.Direction, right.Direction) ? left.Direction : null,
            Pointer = ReferenceEquals(left.Pointer, right.Pointer) ? left.Pointer : null,
            Pages = ReferenceEquals(left.Pages, right.Pages) ? left.Pages : null,
        };
    }
}
