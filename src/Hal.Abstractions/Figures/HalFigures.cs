namespace Hal;

/// <summary>What one HAL has done and holds, at one moment: the numbers behind the instruments of <see cref="HalMeter"/>.</summary>
internal record struct HalFigures
{
    /// <summary>Shares made since the start.</summary>
    public long Shares;

    /// <summary>Bytes of all shares made since the start.</summary>
    public long SharedBytes;

    /// <summary>Shares that are not ended yet.</summary>
    public long LiveShares;

    /// <summary>Bytes that are shared now.</summary>
    public long LiveBytes;

    /// <summary>Allocations made since the start.</summary>
    public long Allocations;

    /// <summary>Allocations that are not given back yet.</summary>
    public long LiveAllocations;

    /// <summary>Pages of DMA memory that are allocated now.</summary>
    public long LivePages;

    /// <summary>Shares that went through a bounce buffer since the start.</summary>
    public long Bounces;

    /// <summary>Bytes that were copied into and out of bounce buffers since the start.</summary>
    public long BouncedBytes;
}
