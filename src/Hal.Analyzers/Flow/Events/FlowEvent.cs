using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>Something that happens on a path. Rules listen to events and never see the graph.</summary>
internal abstract class FlowEvent
{
    protected FlowEvent(MethodContext context, FlowState state, IOperation operation)
    {
        Context = context;
        State = state;
        Operation = operation;
    }

    public MethodContext Context { get; }

    /// <summary>What is known on the path just before the event. Valid only while the event is handled.</summary>
    public FlowState State { get; }

    /// <summary>The operation at which it happens.</summary>
    public IOperation Operation { get; }

    public Relation CompareBuffers(Value? left, Value? right) =>
        left is null || right is null ? Relation.Unknown : Context.Comparer.CompareBuffers(left, right, State.Facts);

    public Relation Compare(Value? left, Value? right) => Context.Comparer.Compare(left, right, State.Facts);
}
