using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>
/// A rule on the flow engine: one descriptor, and what it makes of the events of a path. A rule has no state, sees no graph and knows no other
/// rule. It is found by its type: there is no list of rules.
/// </summary>
internal abstract class FlowRule
{
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>
    /// The rank at one call: of several rules that a release breaks, the highest is reported alone. The order is settled in docs/rules/README.md
    /// and is the same in <c>Checked</c>.
    /// </summary>
    public virtual int Precedence => 0;

    public virtual Finding? OnAcquired(AcquiredEvent acquired) => null;

    public virtual Finding? OnDiscarded(DiscardedEvent discarded) => null;

    public virtual Finding? OnReleased(ReleasedEvent released) => null;

    public virtual Finding? OnStatusIgnored(StatusIgnoredEvent ignored) => null;

    public virtual Finding? OnAccessed(AccessEvent access) => null;

    public virtual Finding? OnAddressUsed(AddressUseEvent use) => null;

    public virtual Finding? OnMemoryEnded(MemoryEndedEvent ended) => null;

    public virtual Finding? OnLeaked(LeakedEvent leaked) => null;

    public virtual Finding? OnExceptionLeak(ExceptionLeakEvent leak) => null;
}
