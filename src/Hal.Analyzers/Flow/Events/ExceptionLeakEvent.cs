using Hal.Analyzers.Flow.State;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>A token would leak if an operation threw.</summary>
internal sealed class ExceptionLeakEvent : FlowEvent
{
    public ExceptionLeakEvent(MethodContext context, FlowState state, IOperation operation, Token token)
        : base(context, state, operation) => Token = token;

    public Token Token { get; }
}
