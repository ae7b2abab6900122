using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Builds a scatter list from pieces of memory; neighbours whose addresses follow one another become one entry.</summary>
public sealed class ScatterList<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _pieces = [];
    private readonly List<(PhysAddr Address, uint Length)> _entries = [];

    public IReadOnlyList<(PhysAddr Address, uint Length)> Entries => _entries;

    public ScatterList<THal> Append(DmaBuffer piece, BufferDirection direction)
    {
        var shared = new Shared<THal>(piece, direction);
        _pieces.Add(shared);
        if (_entries.Count > 0 && _entries[^1] is var last && last.Address + last.Length == shared.Paddr)
        {
            _entries[^1] = last with { Length = last.Length + (uint)piece.Length };
        }
        else
        {
            _entries.Add((shared.Paddr, (uint)piece.Length));
        }

        return this;
    }

    public void Dispose()
    {
        for (int i = _pieces.Count - 1; i >= 0; i--)
        {
            _pieces[i].Unshare();
        }

        _pieces.Clear();
        _entries.Clear();
    }
}

public static class ScatterSend<THal>
    where THal : struct, IHal
{
    public static bool Send(NetPort port, DmaBuffer header, params DmaBuffer[] body)
    {
        using var list = new ScatterList<THal>();
        list.Append(header, DriverToDevice);
        foreach (DmaBuffer piece in body)
        {
            list.Append(piece, DriverToDevice);
        }

        if (port.TransmitSpace < list.Entries.Count)
        {
            return false;
        }

        port.TransmitParts([.. list.Entries.Select(e => e.Address)], [.. list.Entries.Select(e => (int)e.Length)]);
        while (port.ReapTransmitted() == 0)
        {
            Thread.Yield();
        }

        return true;
    }
}
