namespace Hal.TwoWitnesses.Programs;

/// <summary>What a helper method of a random program does.</summary>
internal enum HelperKind
{
    /// <summary>Shares and returns the address.</summary>
    Acquire,

    /// <summary>Shares, or returns false.</summary>
    TryAcquire,

    /// <summary>Unshares what it is given.</summary>
    Release,

    /// <summary>Shares and unshares itself.</summary>
    Whole,
}
