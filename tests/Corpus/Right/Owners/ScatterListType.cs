using System;
using System.Collections;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A scatter list as a type of its own: Map shares all of its pieces, Dispose ends them, foreach gives the addresses. A Map that fails
// leaves nothing mapped, and a second Map is refused.
public sealed class ScatterList<THal> : IDisposable, IEnumerable<(PhysAddr Address, int Length)>
    where THal : struct, IHal
{
    private readonly List<DmaBuffer> _pieces = new();
    private readonly List<PhysAddr> _addresses = new();
    private BufferDirection _direction;

    public int TotalBytes { get; private set; }

    public void Add(DmaBuffer piece)
    {
        if (_addresses.Count != 0)
        {
            throw new InvalidOperationException("The list is mapped.");
        }

        _pieces.Add(piece);
        TotalBytes += piece.Length;
    }

    public void Map(BufferDirection direction)
    {
        if (_addresses.Count != 0)
        {
            throw new InvalidOperationException("The list is mapped already.");
        }

        _direction = direction;
        try
        {
            foreach (DmaBuffer piece in _pieces)
            {
                _addresses.Add(THal.Share(piece, direction));
            }
        }
        catch
        {
            Unmap();
            throw;
        }
    }

    public void Unmap()
    {
        for (int i = _addresses.Count - 1; i >= 0; i--)
        {
            THal.Unshare(_addresses[i], _pieces[i], _direction);
        }

        _addresses.Clear();
    }

    public void Dispose() => Unmap();

    public IEnumerator<(PhysAddr Address, int Length)> GetEnumerator()
    {
        for (int i = 0; i < _addresses.Count; i++)
        {
            yield return (_addresses[i], _pieces[i].Length);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static class ScatterWriter
{
    public static bool Write<THal>(Device device, IEnumerable<DmaBuffer> pieces)
        where THal : struct, IHal
    {
        using var list = new ScatterList<THal>();
        foreach (DmaBuffer piece in pieces)
        {
            list.Add(piece);
        }

        list.Map(BufferDirection.DriverToDevice);
        foreach ((PhysAddr address, int length) in list)
        {
            device.Program(address, length);
        }

        device.Kick();
        bool done = device.Wait(1000);
        if (!done)
        {
            device.Reset();
        }

        return done;
    }
}
