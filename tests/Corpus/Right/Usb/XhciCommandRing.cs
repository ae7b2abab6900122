using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The command ring of a USB host controller: one page of entries that wraps by a link entry. The ring belongs to the object, is stopped
// before it is freed, and the wrap stays inside of the page.
public sealed unsafe class CommandRing<THal> : IDisposable
    where THal : struct, IHal
{
    private struct Entry
    {
        public ulong Parameter;
        public uint Status;
        public uint Control;
    }

    private readonly Device _controller;
    private readonly Dma<THal> _ring = new(1, Both);
    private int _next;
    private uint _cycle = 1;

    public CommandRing(Device controller)
    {
        _controller = controller;
        Entry* link = At(LastEntry);
        link->Parameter = _ring.Paddr.Value;
        link->Control = 6u << 10 | 2;
        _controller.WriteRegister(0x18, _ring.Paddr.Value | 1);
    }

    private static int LastEntry => HalConstants.PageSize / sizeof(Entry) - 1;

    public int Execute(uint type, ulong parameter)
    {
        Entry* entry = At(_next);
        entry->Parameter = parameter;
        entry->Status = 0;
        Volatile.Write(ref entry->Control, type << 10 | _cycle);
        Advance();
        _controller.Kick();
        if (!_controller.Wait(5000))
        {
            Stop();
            return -110;
        }

        return (int)(Volatile.Read(ref entry->Status) >> 24);
    }

    public void Dispose()
    {
        Stop();
        _ring.Dispose();
    }

    private void Advance()
    {
        if (++_next == LastEntry)
        {
            Entry* link = At(LastEntry);
            Volatile.Write(ref link->Control, 6u << 10 | 2 | _cycle);
            _cycle ^= 1;
            _next = 0;
        }
    }

    private void Stop()
    {
        _controller.WriteRegister(0x18, 4);
        _controller.Reset();
    }

    private Entry* At(int index) => _ring.Pointer<Entry>((nuint)(index * sizeof(Entry)));
}
