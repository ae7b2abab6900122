namespace Devices;

/// <summary>The address translation in front of a device.</summary>
public static unsafe class Iommu
{
    /// <returns>The I/O virtual address, or 0.</returns>
    public static ulong Map(void* memory, nuint length, bool deviceReads, bool deviceWrites) => (ulong)memory & 0xFFFF_FFFF;

    public static bool Unmap(ulong iova, nuint length) => iova != 0;
}
