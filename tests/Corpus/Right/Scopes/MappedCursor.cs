using System;
using Devices;
using Hal;

namespace Drivers;

// A ref struct that walks a buffer and maps one window of it at a time. Moving on ends the window before the next is made, Dispose ends
// the last; a window is touched by nobody meanwhile.
internal ref struct MappedCursor<THal>
    where THal : struct, IHal
{
    private readonly DmaBuffer _whole;
    private readonly int _window;
    private int _next;
    private Shared<THal> _current;

    public MappedCursor(DmaBuffer whole, int window)
    {
        _whole = whole;
        _window = window;
        _next = 0;
        _current = default;
    }

    public readonly PhysAddr Address => _current.Paddr;

    public readonly int Length => _current.Buffer.Length;

    public bool MoveNext()
    {
        Dispose();
        if (_next >= _whole.Length)
        {
            return false;
        }

        int length = Math.Min(_window, _whole.Length - _next);
        _current = new Shared<THal>(_whole.Slice(_next, length), BufferDirection.DriverToDevice);
        _next += length;
        return true;
    }

    public void Dispose()
    {
        Shared<THal> last = _current;
        _current = default;
        last.Unshare();
    }
}

internal sealed class WindowSender<THal>(Device device)
    where THal : struct, IHal
{
    public bool Send(DmaBuffer buffer)
    {
        using var cursor = new MappedCursor<THal>(buffer, 1024);
        while (cursor.MoveNext())
        {
            if (!device.Submit(cursor.Address, cursor.Length))
            {
                return false;
            }

            if (!device.Wait(100))
            {
                device.Reset();
                return false;
            }
        }

        return true;
    }
}
