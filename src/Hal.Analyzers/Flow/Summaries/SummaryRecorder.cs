using System.Collections.Generic;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Rules;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>Keeps the events of a method that its callers' rules need to hear of.</summary>
internal sealed class SummaryRecorder : FlowListener
{
    // A helper that touches more is hardly asked which byte: what is dropped only makes the engine silent.
    private const int MostKept = 32;

    public HashSet<Value> DeviceUses { get; } = new();

    public HashSet<(Value Pointer, Value? Size, AccessKind Kind)> Accesses { get; } = new();

    public HashSet<(Value Memory, MemoryEnd End)> Ended { get; } = new();

    public override Finding? OnAddressUsed(AddressUseEvent use)
    {
        if (use.IsForDevice && DeviceUses.Count < MostKept)
        {
            DeviceUses.Add(use.Address);
        }

        return null;
    }

    public override Finding? OnAccessed(AccessEvent access)
    {
        if (Accesses.Count < MostKept)
        {
            Accesses.Add((access.Pointer, access.Size, access.Kind));
        }

        return null;
    }

    public override Finding? OnMemoryEnded(MemoryEndedEvent ended)
    {
        if (Ended.Count < MostKept)
        {
            Ended.Add((ended.Memory, ended.End));
        }

        return null;
    }
}
