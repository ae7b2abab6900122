using System;
using System.Threading;
using Hal;

namespace Drivers;

/// <summary>The interrupt table of a PCI function: vectors are programmed and masked one by one.</summary>
public sealed unsafe class InterruptTable<THal>
    where THal : struct, IHal
{
    private const int EntrySize = 16;
    private const int MaskAt = 12;

    private readonly byte* _table;
    private readonly int _count;

    public InterruptTable(PhysAddr table, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _count = count;
        _table = THal.MmioPhysToVirt(table, (nuint)(count * EntrySize));
        for (int i = 0; i < count; i++)
        {
            Mask(i);
        }
    }

    public void Set(int vector, ulong address, uint data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)vector, (uint)_count);
        byte* entry = _table + (vector * EntrySize);
        Volatile.Write(ref *(uint*)entry, (uint)address);
        Volatile.Write(ref *(uint*)(entry + 4), (uint)(address >> 32));
        Volatile.Write(ref *(uint*)(entry + 8), data);
        Volatile.Write(ref *(uint*)(entry + MaskAt), 0);
    }

    public void Mask(int vector)
    {
        ref uint control = ref *(uint*)(_table + (vector * EntrySize) + MaskAt);
        Volatile.Write(ref control, Volatile.Read(ref control) | 1);
        _ = Volatile.Read(ref control);
    }

    public bool IsMasked(int vector) => (Volatile.Read(ref *(uint*)(_table + (vector * EntrySize) + MaskAt)) & 1) != 0;
}
