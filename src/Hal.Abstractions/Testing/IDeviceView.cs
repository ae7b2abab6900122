using System;

namespace Hal.Testing;

/// <summary>
/// How a device sees memory: by bus address. The fake HAL has one, <see cref="FakeDevice"/>; a HAL author whose test rig can access memory
/// as the device does (a shared file, an emulator, an IOMMU test device) writes one for the conformance suite,
/// <see cref="HalConformance"/>.
/// </summary>
/// <remarks>May be called from any thread.</remarks>
public interface IDeviceView
{
    /// <summary>
    /// Whether it refuses memory whose share has ended or that was given back, as an IOMMU does. Where it does not, nobody accesses such
    /// memory through it: it may be anything by then.
    /// </summary>
    bool RefusesEnded => false;

    /// <summary>Reads as the device does.</summary>
    /// <returns><see langword="false"/> where the device cannot read these bytes; the destination is then not written.</returns>
    bool TryRead(PhysAddr paddr, Span<byte> destination);

    /// <summary>Writes as the device does.</summary>
    /// <returns><see langword="false"/> where the device cannot write these bytes; nothing is written then.</returns>
    bool TryWrite(PhysAddr paddr, ReadOnlySpan<byte> source);
}
