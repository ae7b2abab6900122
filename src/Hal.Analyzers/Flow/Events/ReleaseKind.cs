namespace Hal.Analyzers.Flow.Events;

/// <summary>By what a token is released.</summary>
internal enum ReleaseKind : byte
{
    /// <summary>Unshare of a HAL.</summary>
    Unshare,

    /// <summary>DmaDealloc of a HAL.</summary>
    DmaDealloc,

    /// <summary>Unshare of a <c>Shared</c>.</summary>
    SharedUnshare,

    /// <summary>Dispose of a <c>SharedScope</c>; harmless when repeated.</summary>
    ScopeDispose,

    /// <summary>Dispose or Deallocate of a <c>Dma</c>; harmless when repeated.</summary>
    DmaDispose,
}
