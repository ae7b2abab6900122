using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>The result of an acquisition is dropped in the statement that makes it.</summary>
internal sealed class DiscardedEvent : FlowEvent
{
    public DiscardedEvent(MethodContext context, FlowState state, IOperation operation, Token token)
        : base(context, state, operation) => Token = token;

    public Token Token { get; }
}
