using System;

namespace Hal;

/// <summary>
/// On a return value or an <c>out</c> parameter: the address, <see cref="Shared{THal}"/> or <c>Task</c> of one that the caller receives is
/// a live share, and the caller has the duty to unshare it (contract C9, rules HAL1002 and HAL1003). On an <c>out</c> parameter of a method
/// that returns <see langword="bool"/> the duty exists only where it returned <see langword="true"/>.
/// </summary>
/// <remarks>Means the same on interface members and overrides, which inherit it.</remarks>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Parameter)]
public sealed class MustUnshareAttribute : Attribute
{
}
