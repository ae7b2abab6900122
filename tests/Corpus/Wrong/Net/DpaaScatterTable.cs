using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/dpaa: fix mbuf leak in SG FD creation" (be69376464): the table that turned out too small was not freed.
public sealed unsafe class DpaaScatter<THal>
    where THal : struct, IHal
{
    private const int EntrySize = 16;

    private readonly Device _portal;
    private readonly Queue<Dma<THal>> _inFlight = new();

    public DpaaScatter(Device portal) => _portal = portal;

    public int Enqueue(ReadOnlySpan<PhysAddr> segments, ReadOnlySpan<int> lengths)
    {
        Dma<THal> table;
        try
        {
            table = new Dma<THal>(1, DriverToDevice); //! HAL2002 (no fix: try)
        }
        catch (DmaException)
        {
            return -12;
        }

        if (segments.Length * EntrySize > (int)table.Length)
        {
            Log.Info("insufficient space for the entries");
            return -1;
        }

        var entry = table.Pointer<Descriptor>(0);
        for (int i = 0; i < segments.Length; i++, entry++)
        {
            entry->Address = segments[i].Value;
            entry->Length = (uint)lengths[i];
            entry->Flags = (ushort)(i == segments.Length - 1 ? 1 : 0);
        }

        _portal.Program(table.Paddr, segments.Length * EntrySize);
        _inFlight.Enqueue(table);
        return 0;
    }

    public void Drain()
    {
        _portal.Reset();
        while (_inFlight.TryDequeue(out Dma<THal>? table))
        {
            table.Dispose();
        }
    }
}
