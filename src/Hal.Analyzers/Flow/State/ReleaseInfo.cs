using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>How a token was released, for the second release's message and for the callers of a helper that releases.</summary>
internal sealed record ReleaseInfo(ReleaseKind Kind, IOperation Operation, ITypeSymbol? Hal)
{
    public Value? Buffer { get; init; }

    public Value? Direction { get; init; }

    public Value? Pointer { get; init; }

    public Value? Pages { get; init; }

    public bool IsUnshare => Kind is ReleaseKind.Unshare or ReleaseKind.SharedUnshare or ReleaseKind.ScopeDispose;

    public static ReleaseInfo Of(ReleasedEvent released) => new(released.Kind, released.Operation, released.Hal)
    {
        Buffer = released.Buffer,
        Direction = released.Direction,
        Pointer = released.Pointer,
        Pages = released.Pages,
    };
}
