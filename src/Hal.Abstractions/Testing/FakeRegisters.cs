namespace Hal.Testing;

/// <summary>
/// A window of registers that a test has given to a <see cref="FakeHal{TScope}"/>: the driver maps it by its address, the test plays the
/// device.
/// </summary>
public sealed unsafe class FakeRegisters
{
    private readonly byte* _pointer;
    private readonly nuint _size;

    internal FakeRegisters(PhysAddr paddr, byte* pointer, nuint size)
    {
        Paddr = paddr;
        _pointer = pointer;
        _size = size;
    }

    /// <summary>The address for MmioPhysToVirt, as a BAR would have it.</summary>
    public PhysAddr Paddr { get; }

    /// <summary>The registers as the device sees them: what the driver writes is read here, and the other way round.</summary>
    public MmioRegion Device => new(_pointer, _size);

    internal byte* Pointer => _pointer;

    internal bool Contains(PhysAddr paddr, nuint size) => paddr >= Paddr && paddr - Paddr < _size && size <= _size - (nuint)(paddr - Paddr);
}
