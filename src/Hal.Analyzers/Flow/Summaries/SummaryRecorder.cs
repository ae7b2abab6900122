using System.Collections.Generic;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Rules;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>Keeps the events of a method that its callers' rules need to hear of.</summary>
internal sealed class SummaryRecorder : FlowListener
{
    // A helper that touches more is hardly asked which byte: what is dropped only makes the engine silent.
    private const int MostKept = 32;

    private readonly HashSet<(Value, Value?, AccessKind?, MemoryEnd?, Value?)> _seen = new();

    public List<RecordedEvent> Events { get; } = new();

    public override Finding? OnAcquired(AcquiredEvent acquired)
    {
        if (acquired is { Token.IsShare: true, Fact: { Buffer: { } buffer, Direction: { } direction } })
        {
            Keep(acquired, buffer, null, null, null, direction);
        }

        return null;
    }

    public override Finding? OnCalleeShared(CalleeShareEvent shared)
    {
        Keep(shared, shared.Buffer, null, null, null, shared.Direction);
        return null;
    }

    public override Finding? OnAddressUsed(AddressUseEvent use)
    {
        if (use.IsForDevice)
        {
            Keep(use, use.Address, null, null, null);
        }

        return null;
    }

    public override Finding? OnAccessed(AccessEvent access)
    {
        Keep(access, access.Pointer, access.Size, access.Kind, null);
        return null;
    }

    public override Finding? OnMemoryEnded(MemoryEndedEvent ended)
    {
        Keep(ended, ended.Memory, null, null, ended.End);
        return null;
    }

    private void Keep(FlowEvent flow, Value subject, Value? size, AccessKind? access, MemoryEnd? end, Value? sharedAs = null)
    {
        // What happens after something was released here is this method's own affair: the caller no longer holds it.
        if (Events.Count >= MostKept || HasEnded(flow) || !_seen.Add((subject, size, access, end, sharedAs)))
        {
            return;
        }

        var conditions = new List<(Value, bool)>();
        foreach (KeyValuePair<Value, bool> truth in flow.State.Facts.Truths)
        {
            // A condition on anything else is one that the caller cannot know to hold.
            conditions.Add((truth.Key, truth.Value));
        }

        Events.Add(new RecordedEvent(subject, size, access, end, sharedAs, conditions));
    }

    private static bool HasEnded(FlowEvent flow)
    {
        bool ended = false;
        flow.State.ForEachToken((index, fact) =>
            ended |= flow.Context.Entries!.TryGetEntry(flow.Context.Tokens[index], out _) && (fact.Status & ~(TokenStatus.Held | TokenStatus.Failed)) != 0);
        return ended;
    }
}
