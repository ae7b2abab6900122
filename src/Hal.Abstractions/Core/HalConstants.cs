namespace Hal;

/// <summary>Constants that every HAL and every driver share. The twin of <c>PAGE_SIZE</c> and <c>pages()</c> of the Rust crate.</summary>
public static class HalConstants
{
    /// <summary>The size of a DMA page in bytes: 4096, also where the kernel's own page is larger (contract I3).</summary>
    public const int PageSize = 4096;

    /// <summary>The number of pages of <see cref="PageSize"/> bytes that hold <paramref name="bytes"/> bytes, rounded up.</summary>
    /// <param name="bytes">A length in bytes; any value, 0 gives 0 pages.</param>
    public static nuint PagesFor(nuint bytes) => bytes / PageSize + (bytes % PageSize == 0 ? 0u : 1u);
}
