using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// The event ring of a host controller: entries with a cycle bit, written by the device alone. The memory is allocated for the device to
// write, read through Volatile, and its index stays within the segment.
[StructLayout(LayoutKind.Sequential, Size = 16)]
public struct Event
{
    public ulong Parameter;
    public uint Status;
    public uint Control;

    public readonly int Kind => (int)(Control >> 10) & 0x3F;
}

public sealed unsafe class EventRing<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Entries = HalConstants.PageSize / 16;

    private readonly Device _controller;
    private readonly Dma<THal> _segment = new(1, BufferDirection.DeviceToDriver);
    private int _next;
    private uint _cycle = 1;

    public EventRing(Device controller)
    {
        _controller = controller;
        _controller.Program(_segment.Paddr, Entries);
    }

    public bool TryRead(out Event entry)
    {
        Event* current = _segment.Pointer<Event>((nuint)(_next * sizeof(Event)));
        uint control = Volatile.Read(ref current->Control);
        if ((control & 1) != _cycle)
        {
            entry = default;
            return false;
        }

        entry = new Event { Parameter = current->Parameter, Status = current->Status, Control = control };
        _next++;
        if (_next == Entries)
        {
            _next = 0;
            _cycle ^= 1;
        }

        return true;
    }

    public int Drain(Action<Event> handler)
    {
        int count = 0;
        for (; TryRead(out Event entry); count++)
        {
            handler(entry);
        }

        if (count != 0)
        {
            _controller.WriteRegister(0x38, _segment.PaddrAt((nuint)_next * 16).Value);
        }

        return count;
    }

    public void Dispose()
    {
        _controller.Reset();
        _segment.Dispose();
    }
}
