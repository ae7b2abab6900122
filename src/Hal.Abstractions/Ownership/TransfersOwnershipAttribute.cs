using System;

namespace Hal;

/// <summary>
/// On a parameter: the method takes over the duty to release what is passed, a share or DMA memory; the caller must not release it any
/// more. Checked inside the method too, which starts holding it and must release it, store it or hand it on.
/// </summary>
/// <remarks>Means the same on interface members and overrides, which inherit it.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TransfersOwnershipAttribute : Attribute
{
}
