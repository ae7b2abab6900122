using System.Collections.Immutable;

namespace Hal.TwoWitnesses.Mutants;

/// <summary>
/// The control of the two-way test: mistakes that the engine could have, each of which the random programs must notice. One that they do
/// not notice would be a hole in the grammar or in the comparison.
/// </summary>
internal static class EngineMutants
{
    public static ImmutableArray<EngineMutant> All { get; } =
    [
        // Transfers
        new("Flow/Transfer/TokenTransitions.cs", "Status = isWrong || fact.IsSeveral ? TokenStatus.Unknown : TokenStatus.Released,", "Status = TokenStatus.Held,",
            "a release ends nothing"),
        new("Flow/Transfer/TokenTransitions.cs", "Status = isWrong || fact.IsSeveral ? TokenStatus.Unknown : TokenStatus.Released,", "Status = TokenStatus.Unknown,",
            "what was released is forgotten"),
        new("Flow/Transfer/OperationEvaluator.Calls.cs", "_host.MayThrow(State, _context.Services.Throws.Hal(), operation);", "_ = operation;",
            "a HAL never throws"),

        // Paths
        new("Flow/MethodFlow.Nodes.cs", "Precision.Outcomes => candidate.TokenHash ^", "Precision.Outcomes => 0UL ^",
            "paths join on which different things became of a token"),
        new("Flow/MethodFlow.Branches.cs", "EnterFinally(branch, 0, state, _node.Continuation);", "Arrive(branch, state, _node.Continuation);",
            "a path that leaves a try block does not run its finally"),
        new("Flow/MethodFlow.cs", "Assume(state, condition, value, !whenTrue, block.Ordinal)", "Assume(state, condition, value, whenTrue, block.Ordinal)",
            "the other branch of a condition believes that it holds"),
        new("Flow/MethodFlow.Branches.cs", "_aging.Age(state, target.Ordinal, last, _evaluator.Tokens);", ";",
            "what an earlier iteration acquired is taken for what this one does"),
        new("Flow/MethodFlow.Branches.cs", "if (match == CatchMatch.Never)", "if (match != CatchMatch.Never)", "the handlers that fit are passed by"),
        new("Flow/MethodFlow.Exits.cs", "!state.Doubtful && continuation is not { IsUnwindingImplicitly: true };", "!state.Doubtful;",
            "what only an implicit exception leads to is reported"),
        new("Flow/Graph/ThrowModel.cs", "return isHalException ? CatchMatch.Maybe : CatchMatch.Never;", "return CatchMatch.Never;",
            "a handler of DmaException never gets one"),
        new("Flow/Graph/LeakResolution.cs", "record.Fact.Status is TokenStatus.Held or TokenStatus.Escaped or (TokenStatus.Escaped | TokenStatus.Failed) ||", "record.Fact.Status == TokenStatus.Released ||",
            "what was released has leaked, and what is held has not"),

        // Summaries
        new("Flow/Summaries/SummaryModel.cs", "Release(effect.Entry, given, release, translator);", "_ = release;",
            "a helper's release does not end what its caller holds"),
        new("Flow/Summaries/SummaryModel.cs", "            Status = status,", "            Status = TokenStatus.Escaped,",
            "what a helper returns is nobody's duty"),
        new("Flow/Summaries/SummaryModel.cs", "_evaluator.Tokens.ShareInCallee(_call.Operation, given, direction);", ";",
            "a helper may share what its caller shares"),

        // Values
        new("Flow/Values/Directions.cs", "which is DeviceToDriver or Both", "which is DeviceToDriver", "Both does not let the device write"),
        new("Flow/Values/MemoryRange.cs", "return distance >= 0 ? distance < LeastOf(otherSize) : -distance < LeastOf(size);", "return distance == 0;",
            "ranges overlap only where they start together"),

        // Arrays
        new("Flow/Batches/BatchAnalysis.cs", "covered.Add(released);", ";", "a release of an element of an array covers nothing"),
        new("Flow/Batches/IndexRange.cs", "if (!other.CertainlyMisses(index))", "if (other.CertainlyMisses(index))", "a release covers the elements that it leaves out"),

        // Rules
        new("Flow/Events/ReleasedEvent.cs", "return bytes == 0 ? null", "return bytes != 0 ? null", "HAL1001: a moved address is right"),
        new("Rules/HAL1004UnsharedTwice.cs", "released.Fact is not { Status: TokenStatus.Released } fact", "released.Fact is not { Status: TokenStatus.Held } fact",
            "HAL1004: the first Unshare is the second"),
        new("Rules/HAL1005UnshareDirection.cs", "== Relation.Different ? released.Token", "== Relation.Same ? released.Token", "HAL1005: the same direction is another"),
        new("Rules/HAL1006UnshareBuffer.cs", "released.CompareBuffers(buffer, released.Fact?.Buffer) != Relation.Different",
            "released.CompareBuffers(buffer, released.Fact?.Buffer) != Relation.Same", "HAL1006: the same buffer is another"),
        new("Rules/HAL1007TouchedWhileShared.cs", "if (access.Writes)", "if (!access.Writes)", "HAL1007: a write does not touch"),
        new("Rules/HAL1009EmptyBuffer.cs", ".Maximum <= 0;", ".Maximum < 0;", "HAL1009: a buffer of 0 bytes is not empty"),
        new("Rules/HAL1010AddressAfterUnshare.cs", "is not { Status: TokenStatus.Released } fact", "is not { Status: TokenStatus.Held } fact",
            "HAL1010: only a live address must not go to the device"),
        new("Rules/HAL1011SharedAgain.cs", "fact.Status == TokenStatus.Held && fact.Buffer is { } live", "fact.Status == TokenStatus.Released && fact.Buffer is { } live",
            "HAL1011: only what was released is shared again"),
        new("Rules/HAL1012WrongRelease.cs", "released.Kind == ReleaseKind.Unshare ? !isMemory : !isShare", "released.Kind == ReleaseKind.Unshare ? !isShare : !isMemory",
            "HAL1012: the right function is the wrong one"),
        new("Rules/HAL1013OtherHal.cs", "!HalIdentity.Differ(token.Hal, released.Hal, released.Context.Known)", "HalIdentity.Differ(token.Hal, released.Hal, released.Context.Known)",
            "HAL1013: the same HAL is another"),
        new("Rules/HAL2003DeallocatedTwice.cs", "released.Fact is not { Status: TokenStatus.Released } fact", "released.Fact is not { Status: TokenStatus.Held } fact",
            "HAL2003: the first DmaDealloc is the second"),
        new("Rules/HAL2004DeallocPages.cs", "is { } allocated && Differ(released, pages, allocated)", "is { } allocated && !Differ(released, pages, allocated)",
            "HAL2004: the same number of pages is another"),
        new("Rules/HAL2006UsedBeforeTest.cs", "released.Kind == ReleaseKind.DmaDealloc ? Check", "released.Kind == ReleaseKind.Unshare ? Check",
            "HAL2006: what nobody tested may be given back"),
        new("Rules/HAL2008UsedAfterDealloc.cs", "ReleasedByUnshare: false } fact", "ReleasedByUnshare: true } fact", "HAL2008: what was given back may be used"),
        new("Rules/HAL2010ZeroPages.cs", ".Maximum > 0)", ".Maximum > 1)", "HAL2010: one page is none"),
    ];
}
