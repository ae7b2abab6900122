using System;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A completion queue: what is new is told by the phase bit, and each command's data is found by its id.</summary>
public sealed unsafe class NvmePhaseBit<THal>(MmioRegion doorbells, int entries) : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Completion
    {
        public uint Result;
        public uint Reserved;
        public ushort Head;
        public ushort Queue;
        public ushort Command;
        public ushort Status;
    }

    private readonly Dma<THal> _queue = new(HalConstants.PagesFor((nuint)entries * 16), DeviceToDriver);
    private readonly Shared<THal>?[] _commands = new Shared<THal>?[entries];
    private int _head;
    private int _phase = 1;

    public PhysAddr Base => _queue.Paddr;

    public bool TryTrack(DmaBuffer data, BufferDirection direction, out int id, out PhysAddr paddr)
    {
        id = Array.IndexOf(_commands, null);
        if (id < 0)
        {
            paddr = default;
            return false;
        }

        var shared = new Shared<THal>(data, direction);
        _commands[id] = shared;
        paddr = shared.Paddr;
        return true;
    }

    public int Process(Action<int, int> done)
    {
        int count = 0;
        while (true)
        {
            Completion* entry = _queue.Pointer<Completion>((nuint)_head * 16);
            ushort status = Volatile.Read(ref entry->Status);
            if ((status & 1) != _phase)
            {
                break;
            }

            int id = entry->Command;
            if (++_head == entries)
            {
                _head = 0;
                _phase ^= 1;
            }

            if (id < _commands.Length && _commands[id] is { } shared)
            {
                _commands[id] = null;
                shared.Unshare();
                done(id, status >> 1);
            }

            count++;
        }

        if (count > 0)
        {
            doorbells.Write32(4, (uint)_head);
        }

        return count;
    }

    /// <summary>After the queue was deleted.</summary>
    public void Dispose()
    {
        for (int i = 0; i < _commands.Length; i++)
        {
            _commands[i]?.Unshare();
            _commands[i] = null;
        }

        _queue.Dispose();
    }
}
