using System;

namespace Hal;

/// <summary>
/// On an address parameter: the method gives the address to the device, which will use it. So it must be the address of a live share or of
/// live DMA memory (rules HAL1010, HAL1015, HAL2008).
/// </summary>
/// <remarks>Means the same on interface members and overrides, which inherit it.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DeviceAddressAttribute : Attribute
{
}
