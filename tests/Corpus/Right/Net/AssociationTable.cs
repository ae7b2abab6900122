using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux ixgbe's IPsec offload: a table of associations that wraps round while it looks for a free place. An entry is written whole
// before its number goes to the device; the table is freed after the stop.
public struct Association
{
    public uint Spi;
    public uint Flags;
    public ulong KeyLow;
    public ulong KeyHigh;
    public ulong Salt;
}

public sealed unsafe class AssociationTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Entries = 1024;

    private readonly Device _nic;
    private readonly Dma<THal> _table;
    private int _cursor;

    public AssociationTable(Device nic)
    {
        _nic = nic;
        _table = new Dma<THal>(HalConstants.PagesFor((nuint)(Entries * sizeof(Association))), BufferDirection.DriverToDevice);
        try
        {
            _nic.Program(_table.Paddr, Entries * sizeof(Association));
        }
        catch
        {
            _table.Dispose();
            throw;
        }
    }

    public int Add(in Association association)
    {
        Association* table = _table.Pointer<Association>(0);
        for (int probe = 0; probe < Entries; probe++)
        {
            int index = (_cursor + probe) % Entries;
            if (table[index].Spi == 0)
            {
                table[index] = association;
                _cursor = (index + 1) % Entries;
                _nic.WriteRegister(0x8900, (ulong)index);
                return index;
            }
        }

        return -28;
    }

    public void Remove(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Entries);
        _nic.WriteRegister(0x8904, (ulong)index);
        _table.Pointer<Association>(0)[index] = default;
    }

    public void Dispose()
    {
        _nic.Reset();
        _table.Dispose();
    }
}
