namespace Hal.Analyzers.Flow.State;

/// <summary>What was acquired, and so how it is released.</summary>
internal enum TokenKind : byte
{
    /// <summary>An address that Share returned; ended by Unshare.</summary>
    Share,

    /// <summary>A <c>Shared</c>; ended by its Unshare.</summary>
    Shared,

    /// <summary>A <c>SharedScope</c>; ended by its Dispose.</summary>
    Scope,

    /// <summary>What DmaAlloc returned; ended by DmaDealloc.</summary>
    Allocation,

    /// <summary>A <c>Dma</c>; ended by Dispose or Deallocate.</summary>
    Dma,

    /// <summary>An address that the method was given: of a share or of memory, its release tells.</summary>
    Given,

    /// <summary>An address that came from elsewhere and was released here: only a second release of it matters.</summary>
    Foreign,
}
