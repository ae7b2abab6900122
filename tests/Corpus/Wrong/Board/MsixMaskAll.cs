using Hal;

namespace Drivers;

// Follows a fix in Linux: "PCI/MSI: Mask all unused MSI-X entries": all entries of the table are masked, and only those that the driver
// asked for had been mapped.
public sealed class MsixTable<THal>
    where THal : struct, IHal
{
    private const uint EntrySize = 16;
    private const uint VectorControl = 12;
    private const uint TableEntries = 32;
    private const uint Requested = 8;
    private readonly MmioRegion _table;

    public MsixTable(PhysAddr bar)
    {
        _table = MmioRegion.Map<THal>(bar, Requested * EntrySize);
    }

    public void Enable()
    {
        for (uint i = 0; i < Requested; i++)
        {
            _table.Write32((i * EntrySize) + VectorControl, 0);
        }
    }

    public void MaskLast()
    {
        _table.Write32(((TableEntries - 1) * EntrySize) + VectorControl, 1); //! HAL3002
    }
}
