namespace Hal.Analyzers.Flow.Summaries;

/// <summary>What a method may do to memory beyond what its paths say.</summary>
internal sealed class MemoryEffects
{
    /// <summary>Whether it runs code of this compilation that the engine cannot look into, which may write anything.</summary>
    public bool RunsUnseenCode { get; set; }
}
