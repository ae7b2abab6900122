namespace Hal;

/// <summary>What a driver holds and has to give back.</summary>
public enum HeldKind
{
    /// <summary>A buffer that is shared with the device, until Unshare.</summary>
    Share,

    /// <summary>DMA memory, until DmaDealloc.</summary>
    Allocation,
}
