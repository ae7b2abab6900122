using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;

namespace Hal.Analyzers.Rules;

/// <summary>Hears what happens on the paths of a method: a rule, or the inference of summaries.</summary>
internal abstract class FlowListener
{
    /// <summary>
    /// The rank at one call: of several rules that a release breaks, the highest is reported alone. <see cref="DefectOrder"/> has the order.
    /// </summary>
    public virtual int Precedence => 0;

    public virtual Finding? OnAcquired(AcquiredEvent acquired) => null;

    public virtual Finding? OnCalleeShared(CalleeShareEvent shared) => null;

    public virtual Finding? OnDiscarded(DiscardedEvent discarded) => null;

    /// <summary>What is wrong with a release: it ends nothing rightly then.</summary>
    public virtual Finding? OnReleased(ReleasedEvent released) => null;

    /// <summary>What is wrong beside the release, which may be right.</summary>
    public virtual Finding? OnReleasing(ReleasedEvent released) => null;

    public virtual Finding? OnStatusIgnored(StatusIgnoredEvent ignored) => null;

    public virtual Finding? OnAccessed(AccessEvent access) => null;

    public virtual Finding? OnAddressUsed(AddressUseEvent use) => null;

    public virtual Finding? OnMemoryEnded(MemoryEndedEvent ended) => null;

    public virtual Finding? OnMapped(MappedEvent mapped) => null;

    public virtual Finding? OnLeaked(LeakedEvent leaked) => null;

    public virtual Finding? OnExceptionLeak(ExceptionLeakEvent leak) => null;
}
