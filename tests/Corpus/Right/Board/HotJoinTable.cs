using System;
using Devices;
using Hal;

namespace Drivers;

// Like MIPI I3C masters: a device address table in DMA memory, an entry for each device that joins. Places are found and freed by number
// in the table itself, which outlives the bus's use of it.
public sealed unsafe class HotJoinTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Places = 32;
    private const uint Valid = 1u << 31;

    private readonly Device _bus;
    private readonly DmaAllocation _table;
    private bool _released;

    public HotJoinTable(Device bus)
    {
        _bus = bus;
        _table = THal.DmaAlloc(1, BufferDirection.Both);
        if (_table.Paddr == default)
        {
            throw new DmaException("no memory for the address table");
        }

        _bus.Program(_table.Paddr, Places * sizeof(uint));
    }

    private Span<uint> Entries => new(_table.Vaddr, Places);

    public int Join(byte dynamicAddress)
    {
        Span<uint> entries = Entries;
        for (int i = 0; i < entries.Length; i++)
        {
            if ((entries[i] & Valid) == 0)
            {
                entries[i] = Valid | ((uint)dynamicAddress << 16);
                return i;
            }
        }

        return -1;
    }

    public void Leave(int place) => Entries[place] = 0;

    public void Dispose()
    {
        if (_released)
        {
            return;
        }

        _released = true;
        _bus.Reset();
        if (THal.DmaDealloc(_table.Paddr, _table.Vaddr, 1) != 0)
        {
            throw new DmaException("the address table was not given back");
        }
    }
}
