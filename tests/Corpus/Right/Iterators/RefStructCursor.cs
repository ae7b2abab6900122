using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Maps the pieces of a buffer one after the other; moving on ends the piece before.</summary>
public ref struct MappedCursor<THal>
    where THal : struct, IHal
{
    private readonly DmaBuffer _whole;
    private readonly int _step;
    private int _next;
    private Shared<THal> _current;
    private bool _mapped;

    public MappedCursor(DmaBuffer whole, int step)
    {
        _whole = whole;
        _step = step;
    }

    public readonly PhysAddr Address => _current.Paddr;

    public readonly int Length => _current.Buffer.Length;

    public bool MoveNext()
    {
        Unmap();
        if (_next >= _whole.Length)
        {
            return false;
        }

        DmaBuffer piece = _whole.Slice(_next, Math.Min(_step, _whole.Length - _next));
        _current = new Shared<THal>(piece, DriverToDevice);
        _mapped = true;
        _next += piece.Length;
        return true;
    }

    public void Dispose() => Unmap();

    private void Unmap()
    {
        if (_mapped)
        {
            _current.Unshare();
            _mapped = false;
        }
    }
}

public static class CursorSender
{
    public static int Send<THal>(Device device, DmaBuffer data)
        where THal : struct, IHal
    {
        int sent = 0;
        using var cursor = new MappedCursor<THal>(data, 2048);
        while (cursor.MoveNext() && device.Submit(cursor.Address, cursor.Length))
        {
            while (!device.Poll())
            {
            }

            sent += cursor.Length;
        }

        return sent;
    }
}
