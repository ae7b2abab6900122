using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>An address goes somewhere.</summary>
internal sealed class AddressUseEvent : FlowEvent
{
    public AddressUseEvent(MethodContext context, FlowState state, IOperation operation, Value address, AddressUse use)
        : base(context, state, operation)
    {
        Address = address;
        Use = use;
    }

    public Value Address { get; }

    public AddressUse Use { get; }

    /// <summary>Whether the device will use the address, as far as the engine can tell.</summary>
    public bool IsForDevice => Use is AddressUse.Register or AddressUse.Descriptor or AddressUse.DeviceParameter;
}
