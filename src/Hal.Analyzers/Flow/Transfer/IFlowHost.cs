using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>What the evaluation of a block tells the engine that runs it.</summary>
internal interface IFlowHost
{
    /// <summary>An operation may throw in this state: the path to its handlers starts here.</summary>
    void MayThrow(FlowState state, ThrowInfo thrown, IOperation operation);

    /// <summary>What a method does, or <see langword="null"/> where the engine cannot look into it.</summary>
    MethodSummary? SummaryOf(IMethodSymbol method, bool isExact);

    /// <summary>The last holder of a live token was lost.</summary>
    void Lost(FlowState state, Token token, TokenFact fact, IOperation operation);

    void Handle(AcquiredEvent acquired);

    void Handle(CalleeShareEvent shared);

    void Handle(DiscardedEvent discarded);

    /// <returns>Whether a rule has something against it.</returns>
    bool Handle(ReleasedEvent released);

    void Handle(StatusIgnoredEvent ignored);

    void Handle(AccessEvent access);

    void Handle(AddressUseEvent use);

    void Handle(MemoryEndedEvent ended);

    void Handle(MappedEvent mapped);
}
