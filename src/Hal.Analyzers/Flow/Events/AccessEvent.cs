using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>The CPU reads or writes memory.</summary>
internal sealed class AccessEvent : FlowEvent
{
    public AccessEvent(MethodContext context, FlowState state, IOperation operation, Value pointer, Value? size, AccessKind kind)
        : base(context, state, operation)
    {
        Pointer = pointer;
        Size = size;
        Kind = kind;
    }

    /// <summary>The first byte.</summary>
    public Value Pointer { get; }

    /// <summary>The number of bytes; null when unknown, at least one.</summary>
    public Value? Size { get; }

    /// <summary>What the memory is certainly a part of: the span or buffer that checked an index, the struct that a member was reached through.</summary>
    public Value? Range { get; init; }

    public AccessKind Kind { get; }

    public bool Writes => (Kind & AccessKind.Write) != 0;

    public bool Reads => (Kind & AccessKind.Read) != 0;
}
