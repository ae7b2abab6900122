using System;

namespace Hal.Generators.Model;

/// <summary>The members that a HAL class has with the right signature: one number in the model, cheap to make and to compare.</summary>
[Flags]
internal enum HalMembers
{
    None = 0,
    DmaAlloc = 1,
    DmaDealloc = 2,
    MmioPhysToVirt = 4,
    Share = 8,
    Unshare = 16,
    Abandoned = 32,
}
