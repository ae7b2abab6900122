namespace Hal;

/// <summary>
/// What <see cref="IHal.DmaAlloc"/> returns: the address for the device and the pointer for the driver of the same memory.
/// <c>default</c>, with <see cref="Paddr"/> 0, is failure (contract I6).
/// </summary>
public readonly unsafe struct DmaAllocation
{
    private readonly byte* _vaddr;

    /// <summary>Pairs the two views of an allocation.</summary>
    /// <param name="paddr">The address that the device uses; 0 means that the allocation failed.</param>
    /// <param name="vaddr">The pointer that the driver uses, aligned to <see cref="HalConstants.PageSize"/> (contract I3).</param>
    public DmaAllocation(PhysAddr paddr, byte* vaddr)
    {
        Paddr = paddr;
        _vaddr = vaddr;
    }

    /// <summary>The address for the device; 0 when the allocation failed. Test it before any use: rule HAL2006.</summary>
    public PhysAddr Paddr { get; }

    /// <summary>The pointer for the driver; not to be used when <see cref="Paddr"/> is 0.</summary>
    public byte* Vaddr => _vaddr;

    /// <summary>Takes the pair apart: <c>var (paddr, vaddr) = THal.DmaAlloc(...)</c>.</summary>
    public void Deconstruct(out PhysAddr paddr, out byte* vaddr)
    {
        paddr = Paddr;
        vaddr = _vaddr;
    }
}
