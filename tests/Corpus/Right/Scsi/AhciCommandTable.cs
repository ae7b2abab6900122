using System;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One command table in a slot: the FIS and the scatter list, where an entry is limited to 4 MiB.</summary>
public sealed unsafe class AhciPort<THal> : IDisposable
    where THal : struct, IHal
{
    private const int TableBytes = 0x100;
    private const int MaxPrd = 8;
    private const int PrdLimit = 4 << 20;

    private struct Prd
    {
        public uint Low;
        public uint High;
        public uint Reserved;
        public uint Count;
    }

    private readonly MmioRegion _port;
    private readonly Dma<THal> _tables = new(2, DriverToDevice);
    private readonly (PhysAddr Address, DmaBuffer Buffer, BufferDirection Way)[] _slots = new (PhysAddr, DmaBuffer, BufferDirection)[32];

    public AhciPort(MmioRegion port) => _port = port;

    public int Issue(DmaBuffer buffer, bool write)
    {
        if (buffer.Length > MaxPrd * PrdLimit || (buffer.Length & 1) != 0)
        {
            return -22;
        }

        int slot = Array.FindIndex(_slots, s => s.Address == default);
        if (slot < 0)
        {
            return -16;
        }

        BufferDirection way = write ? DriverToDevice : DeviceToDriver;
        PhysAddr address = THal.Share(buffer, way);
        _slots[slot] = (address, buffer, way);
        Prd* prd = _tables.Pointer<Prd>((nuint)(slot * TableBytes + 0x80));
        for (int done = 0; done < buffer.Length; prd++)
        {
            int chunk = Math.Min(buffer.Length - done, PrdLimit);
            ulong at = address.Value + (ulong)done;
            prd->Low = (uint)at;
            prd->High = (uint)(at >> 32);
            prd->Reserved = 0;
            prd->Count = (uint)(chunk - 1);
            done += chunk;
        }

        _port.Write32(0x38, 1u << slot);
        return slot;
    }

    public void Interrupt()
    {
        uint active = _port.Read32(0x38) | _port.Read32(0x34);
        for (int slot = 0; slot < _slots.Length; slot++)
        {
            if ((active >> slot & 1) == 0)
            {
                Finish(slot);
            }
        }
    }

    private void Finish(int slot)
    {
        (PhysAddr address, DmaBuffer buffer, BufferDirection way) = _slots[slot];
        if (address == default)
        {
            return;
        }

        THal.Unshare(address, buffer, way);
        _slots[slot] = default;
    }

    public void Dispose()
    {
        _port.Write32(0x18, _port.Read32(0x18) & ~1u);
        while ((_port.Read32(0x18) & (1u << 15)) != 0)
        {
            Thread.Yield();
        }

        for (int slot = _slots.Length - 1; slot >= 0; slot--)
        {
            Finish(slot);
        }

        _tables.Dispose();
    }
}
