using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>A method that is called here shares memory that it was given; whether it keeps the share is another matter.</summary>
internal sealed class CalleeShareEvent : FlowEvent
{
    public CalleeShareEvent(MethodContext context, FlowState state, IOperation operation, Value buffer, Value direction)
        : base(context, state, operation)
    {
        Buffer = buffer;
        Direction = direction;
    }

    public Value Buffer { get; }

    public Value Direction { get; }
}
