using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>Registers are mapped, or a mapping is wrapped.</summary>
internal sealed class MappedEvent : FlowEvent
{
    public MappedEvent(MethodContext context, FlowState state, IOperation operation, Value size, IOperation? sizeArgument)
        : base(context, state, operation)
    {
        Size = size;
        SizeArgument = sizeArgument;
    }

    /// <summary>In bytes.</summary>
    public Value Size { get; }

    /// <summary>The argument, for the place of a finding.</summary>
    public IOperation? SizeArgument { get; }
}
