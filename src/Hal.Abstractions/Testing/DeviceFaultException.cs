namespace Hal.Testing;

/// <summary>
/// The device of a <see cref="FakeHal{TScope}"/> accessed what it may not: an address that nobody gave it, bytes past an end, or a write to
/// what is shared DriverToDevice. What an IOMMU reports as a fault.
/// </summary>
public sealed class DeviceFaultException : HalException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What the device did, and what is nearest to it.</param>
    /// <param name="paddr">The address of the access.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="isWrite">Whether the device wrote.</param>
    public DeviceFaultException(string message, PhysAddr paddr, int length, bool isWrite)
        : base(message)
    {
        Paddr = paddr;
        Length = length;
        IsWrite = isWrite;
    }

    /// <summary>The address of the access.</summary>
    public PhysAddr Paddr { get; }

    /// <summary>The length of the access in bytes.</summary>
    public int Length { get; }

    /// <summary>Whether the device wrote.</summary>
    public bool IsWrite { get; }
}
