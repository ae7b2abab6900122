namespace Hal.Analyzers.Flow.Events;

internal enum MemoryEnd : byte
{
    /// <summary>Native memory is freed, DMA memory given back.</summary>
    Freed,

    /// <summary>An array goes back to its pool.</summary>
    Returned,

    /// <summary>What kept managed memory in place is disposed.</summary>
    Unpinned,

    /// <summary>The fixed statement that kept an array in place ends.</summary>
    FixedEnds,

    /// <summary>The method whose stack the memory is on returns.</summary>
    FrameEnds,
}
