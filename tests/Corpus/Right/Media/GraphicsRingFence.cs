using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A command ring in DMA memory with sequence numbers: buffers wait in a queue for their number. What is dequeued by number is ended; the
// shutdown stops the ring and then ends the rest.
public sealed unsafe class CommandRing<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _gpu;
    private const nuint FenceOffset = 2 * HalConstants.PageSize;
    private const int Slots = (int)FenceOffset / 16;
    private readonly Dma<THal> _memory = new(3, BufferDirection.Both);
    private readonly Queue<(uint Sequence, Shared<THal> Batch)> _pending = new();
    private uint _sequence;

    public CommandRing(Device gpu)
    {
        _gpu = gpu;
        _gpu.Program(_memory.Paddr, (int)FenceOffset);
        _gpu.Program(_memory.PaddrAt(FenceOffset), sizeof(uint));
    }

    public uint Submit(DmaBuffer batch)
    {
        Retire();
        if (_pending.Count == Slots)
        {
            return 0;
        }

        var shared = new Shared<THal>(batch, BufferDirection.DriverToDevice);
        _sequence = _sequence == uint.MaxValue ? 1 : _sequence + 1;
        ulong* entry = _memory.Pointer<ulong>((nuint)(_sequence % Slots) * 16);
        entry[0] = shared.Paddr.Value;
        entry[1] = ((ulong)_sequence << 32) | (uint)batch.Length;
        _pending.Enqueue((_sequence, shared));
        _gpu.Kick();
        return _sequence;
    }

    public void Retire()
    {
        uint reached = Volatile.Read(ref *_memory.Pointer<uint>(FenceOffset));
        while (_pending.TryPeek(out var oldest) && (int)(reached - oldest.Sequence) >= 0)
        {
            _pending.Dequeue().Batch.Unshare();
        }
    }

    public void Dispose()
    {
        _gpu.Reset();
        while (_pending.TryDequeue(out var left))
        {
            left.Batch.Unshare();
        }

        _memory.Dispose();
    }
}
