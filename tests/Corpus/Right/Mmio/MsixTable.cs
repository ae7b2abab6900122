using System;
using Hal;

namespace Drivers;

/// <summary>The MSI-X table of a PCI function: vectors are programmed masked, and masked again in the end.</summary>
public sealed class MsixTable<THal>
    where THal : struct, IHal
{
    private const nuint EntryBytes = 16;
    private readonly MmioRegion _table;
    private readonly int _count;

    public MsixTable(PhysAddr bar, uint tableOffset, ushort control)
    {
        _count = (control & 0x7FF) + 1;
        _table = MmioRegion.Map<THal>(bar + tableOffset, (nuint)_count * EntryBytes);
    }

    public void Program(int vector, PhysAddr message, uint data)
    {
        if ((uint)vector >= (uint)_count)
        {
            throw new ArgumentOutOfRangeException(nameof(vector));
        }

        MmioRegion entry = _table.Slice((nuint)vector * EntryBytes, EntryBytes);
        entry.Write32(12, 1);
        entry.Write32(0, (uint)message.Value);
        entry.Write32(4, (uint)(message.Value >> 32));
        entry.Write32(8, data);
        entry.Write32(12, 0);
    }

    public void MaskAll()
    {
        for (nuint entry = 0; entry < (nuint)_count; entry++)
        {
            _table.Write32(entry * EntryBytes + 12, 1);
        }
    }
}
