using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Events;

/// <summary>A share was made, or DMA memory allocated.</summary>
internal sealed class AcquiredEvent : FlowEvent
{
    public AcquiredEvent(MethodContext context, FlowState state, IOperation operation, Token token, TokenFact fact)
        : base(context, state, operation)
    {
        Token = token;
        Fact = fact;
    }

    public Token Token { get; }

    public TokenFact Fact { get; }

    /// <summary>The argument operations, for the place of a finding; null where there is none.</summary>
    public IOperation? BufferArgument { get; init; }

    public IOperation? DirectionArgument { get; init; }

    public IOperation? PagesArgument { get; init; }
}
