using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>Memory is freed, unpinned, returned to its pool, or goes out of its scope.</summary>
internal sealed class MemoryEndedEvent : FlowEvent
{
    public MemoryEndedEvent(MethodContext context, FlowState state, IOperation operation, Value memory, MemoryEnd end)
        : base(context, state, operation)
    {
        Memory = memory;
        End = end;
    }

    /// <summary>The pointer, array or owner that names the memory.</summary>
    public Value Memory { get; }

    public MemoryEnd End { get; }

    /// <summary>Whether it is DMA memory that was given back; else only what is shared of it matters.</summary>
    public bool IsDma { get; init; }

    /// <summary>What the call returned that gave DMA memory back: 0, or it is still there; null where nothing is returned.</summary>
    public Value? Status { get; init; }

    /// <summary>A share of the memory that was live then, as its release on the same path has proven.</summary>
    public Token? Proven { get; init; }
}
