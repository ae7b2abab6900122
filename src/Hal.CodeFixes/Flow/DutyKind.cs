namespace Hal.CodeFixes.Flow;

/// <summary>How a method holds what it has acquired.</summary>
internal enum DutyKind
{
    /// <summary>The address that Share returned.</summary>
    Address,

    /// <summary>A <c>Shared&lt;THal&gt;</c>.</summary>
    Shared,

    /// <summary>What DmaAlloc returned: one value, or address and pointer.</summary>
    Allocation,

    /// <summary>A <c>Dma&lt;THal&gt;</c>, or an object of the author's own that ends with <c>Dispose</c> what it acquired.</summary>
    Dma,
}
