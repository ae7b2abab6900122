namespace Hal.Analyzers.Flow.Values;

/// <summary>The parts of a share or an allocation that came from elsewhere, told apart by name.</summary>
internal enum HandlePart : byte
{
    Address,
    Pointer,
    Buffer,
    Direction,
    Pages,

    /// <summary>An allocation made of an address and a pointer.</summary>
    Pair,
}
