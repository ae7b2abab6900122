using System;

namespace Hal;

/// <summary>
/// Marks a <c>static partial</c> class as a HAL. The class has the five static methods of <see cref="IHal"/>, of any accessibility (private
/// is best: then all calls go through the binding). The generator adds the nested struct <c>Binding : IHal</c>, by which drivers name the
/// HAL, and the nested class <c>Dma</c>, its owner of DMA memory.
/// </summary>
/// <remarks>The class may be generic: each type argument then has a HAL with static state of its own, for one address space each.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class HalImplementationAttribute : Attribute
{
}
