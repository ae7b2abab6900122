using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>A share is ended, or DMA memory given back: rightly or not is for the rules to say.</summary>
internal sealed class ReleasedEvent : FlowEvent
{
    public ReleasedEvent(MethodContext context, FlowState state, IOperation operation, ReleaseKind kind, Value address)
        : base(context, state, operation)
    {
        Kind = kind;
        Address = address;
    }

    public ReleaseKind Kind { get; }

    /// <summary>The address, or the object, that names what is released.</summary>
    public Value Address { get; }

    /// <summary>The token that the address certainly names, and what was known of it before.</summary>
    public Token? Token { get; init; }

    public TokenFact? Fact { get; init; }

    /// <summary>The HAL that it is released through, in its normal form; null where an object knows its own.</summary>
    public ITypeSymbol? Hal { get; init; }

    public Value? Buffer { get; init; }

    public Value? Direction { get; init; }

    public Value? Pointer { get; init; }

    public Value? Pages { get; init; }

    /// <summary>The argument operations, for the place of a finding; null where an object stands for them.</summary>
    public IOperation? AddressArgument { get; init; }

    public IOperation? BufferArgument { get; init; }

    public IOperation? DirectionArgument { get; init; }

    public IOperation? PointerArgument { get; init; }

    public IOperation? PagesArgument { get; init; }

    public bool IsUnshare => Kind is ReleaseKind.Unshare or ReleaseKind.SharedUnshare or ReleaseKind.ScopeDispose;
}
