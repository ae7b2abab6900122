namespace Hal;

/// <summary>The figures of one ledger at one moment.</summary>
internal record struct LedgerFigures
{
    public int LiveShares { get; init; }

    public int LiveAllocations { get; init; }

    /// <summary>Shares made since the start.</summary>
    public long Shares;

    /// <summary>Bytes of all shares made since the start.</summary>
    public long SharedBytes;

    /// <summary>Bytes that are shared now.</summary>
    public long LiveBytes;

    /// <summary>Allocations made since the start.</summary>
    public long Allocations;

    /// <summary>Pages of DMA memory that are allocated now.</summary>
    public long LivePages;
}
