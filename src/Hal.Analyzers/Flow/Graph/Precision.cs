namespace Hal.Analyzers.Flow.Graph;

/// <summary>What keeps two states of a node apart. Each step gives up some of it when there are too many states.</summary>
internal enum Precision : byte
{
    /// <summary>What became of the tokens, and how the conditions came out that the method tests again.</summary>
    Outcomes,

    /// <summary>What became of the tokens.</summary>
    Tokens,

    /// <summary>What became of the tokens that are still held.</summary>
    HeldTokens,

    /// <summary>Nothing: one state, in which much is only possible, and nothing is reported that is only possible.</summary>
    One,
}
