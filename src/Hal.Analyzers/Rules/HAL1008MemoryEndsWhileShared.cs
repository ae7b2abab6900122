using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>The memory of a share is freed, unpinned or left behind before the share ends (contract C12).</summary>
internal sealed class HAL1008MemoryEndsWhileShared : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1008",
        "The memory can move or die before Unshare",
        "The buffer '{0}'{1} {2} before it is unshared (contract C12)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "From Share to Unshare the memory stays valid, rooted and in place (contract C12). Unshare first, then free; pin for as long as the share lives, by PinnedBuffer.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnMemoryEnded(MemoryEndedEvent ended)
    {
        Finding? finding = null;
        Value memory = MemoryRange.Origin(ended.Context.Values, ended.Memory);
        if (memory.MentionsAged || (ended.End == MemoryEnd.FixedEnds && (!IsUnpinnedArray(memory) || ended.Context.KeptInPlace.Contains(memory))))
        {
            return null;
        }

        ended.State.ForEachToken((index, fact) =>
        {
            Token token = ended.Context.Tokens[index];
            if (finding is null && token.IsShare && token.Site is { } site && (IsShared(fact, ended.End) || IsInField(ended, token, fact) || ReferenceEquals(token, ended.Proven)) && fact.Buffer is { } buffer &&
                ReferenceEquals(MemoryRange.Origin(ended.Context.Values, ended.Context.Values.PointerOf(buffer)), memory))
            {
                bool atShare = ended.End is MemoryEnd.FixedEnds or MemoryEnd.FrameEnds || ended.Operation.IsImplicit;
                finding = new Finding(
                    s_descriptor, (atShare ? site : ended.Operation).Syntax, Text.Subject(token), $", shared in line {Text.Line(site.Syntax)},", What(ended))
                {
                    Related = Places.Of(token, ended.Operation.Syntax),
                    FollowsFrom = token,
                };
            }
        });
        return finding;
    }

    /// <summary>What this method did not share, but ends after it has ended the memory: a clean-up in the wrong order.</summary>
    public override Finding? OnReleasing(ReleasedEvent released)
    {
        if (!released.IsUnshare || released.Token is { Site: not null } || released.Buffer is not { } buffer || released.IsZero)
        {
            return null;
        }

        Value memory = MemoryRange.Origin(released.Context.Values, released.Context.Values.PointerOf(buffer));
        return released.State.Ended.TryGetValue(memory, out MemoryEndedEvent? ended)
            ? new Finding(s_descriptor, ended.Operation.Syntax, Text.Of((released.BufferArgument ?? released.Operation).Syntax), string.Empty, What(ended))
            {
                Related = ImmutableArray.Create(released.Operation.Syntax.GetLocation()),
            }
            : null;
    }

    /// <summary>Whether the share goes on after the memory has ended.</summary>
    private static bool IsShared(TokenFact fact, MemoryEnd end) => end == MemoryEnd.FrameEnds
        ? fact is { Status: TokenStatus.Escaped, Reason: EscapeReason.Stored or EscapeReason.Returned }
        : fact.Status == TokenStatus.Held || fact is { Status: TokenStatus.Lent, LentAt: IAssignmentOperation };

    /// <summary>Whether a field holds the share where its memory goes with a block: nobody can have ended it in between.</summary>
    private static bool IsInField(MemoryEndedEvent ended, Token token, TokenFact fact) =>
        ended.Operation.IsImplicit && fact is { Status: TokenStatus.Escaped, Reason: EscapeReason.Stored, IsElsewhere: false, Keeper: not null } &&
        ended.State.Memory.Any(entry => entry.Key.Kind == SlotKind.Field && entry.Value.Kind == ValueKind.TokenAddress && ReferenceEquals(entry.Value.Token, token));

    /// <summary>Whether an array is one that was visibly created where the collector may move it.</summary>
    private static bool IsUnpinnedArray(Value memory) => memory is { Kind: ValueKind.Allocation, Data: IOperation created } && created switch
    {
        IArrayCreationOperation => true,
        IInvocationOperation { TargetMethod: { ContainingType.Name: "GC" } } allocate => !IsPinned(allocate),
        _ => false,
    };

    private static bool IsPinned(IInvocationOperation allocate)
    {
        foreach (IArgumentOperation argument in allocate.Arguments)
        {
            if (argument.Parameter?.Name == "pinned")
            {
                return argument.Value.ConstantValue is not { HasValue: true, Value: false };
            }
        }

        return false;
    }

    private static string What(MemoryEndedEvent ended) => ended.End switch
    {
        MemoryEnd.Freed => "is freed here",
        MemoryEnd.Returned => "goes back to its pool here",
        MemoryEnd.Unpinned when ended.Operation.IsImplicit => "is pinned only until its using ends,",
        MemoryEnd.Unpinned => "is unpinned here",
        MemoryEnd.FixedEnds => "is pinned only until the fixed statement ends,",
        _ => "is on the stack of this method, which returns",
    };
}
