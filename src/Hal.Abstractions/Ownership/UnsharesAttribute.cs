using System;

namespace Hal;

/// <summary>
/// On an address or <see cref="Shared{THal}"/> parameter: the method always ends the share that is passed to it. Checked inside the method
/// too, which starts holding the share.
/// </summary>
/// <remarks>Means the same on interface members and overrides, which inherit it.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UnsharesAttribute : Attribute
{
}
