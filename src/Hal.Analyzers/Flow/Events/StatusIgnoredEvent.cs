using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>The status that DmaDealloc returned is not looked at.</summary>
internal sealed class StatusIgnoredEvent : FlowEvent
{
    public StatusIgnoredEvent(MethodContext context, FlowState state, IOperation operation)
        : base(context, state, operation)
    {
    }
}
