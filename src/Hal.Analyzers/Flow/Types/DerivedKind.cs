namespace Hal.Analyzers.Flow.Types;

/// <summary>How a place in memory is told.</summary>
internal enum DerivedKind
{
    /// <summary>As the device's address.</summary>
    Address,

    /// <summary>As a pointer of the CPU.</summary>
    Pointer,

    /// <summary>As a buffer.</summary>
    Buffer,

    /// <summary>As the buffer over the whole of pinned memory.</summary>
    Pinned,
}
