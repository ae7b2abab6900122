namespace Hal.Analyzers.Semantics;

/// <summary>The five operations of a HAL.</summary>
internal enum HalOperation : byte
{
    DmaAlloc,
    DmaDealloc,
    MmioPhysToVirt,
    Share,
    Unshare,
}
