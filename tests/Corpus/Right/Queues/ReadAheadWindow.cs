using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A read-ahead window: a few reads are always on their way, and the oldest is consumed first. Each read's share is in the queue until it
// is consumed; Dispose stops the disk and ends those that are left.
public sealed class ReadAhead<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Window = 8;
    private const int ChunkBytes = 32 * 1024;

    private readonly NvmeQueue _queue;
    private readonly Device _disk;
    private readonly PinnedBuffer _memory = new(Window * ChunkBytes);
    private readonly Queue<Read> _reads = new(Window);
    private int _next;

    public ReadAhead(NvmeQueue queue, Device disk)
    {
        _queue = queue;
        _disk = disk;
    }

    public void Fill()
    {
        while (_reads.Count < Window)
        {
            DmaBuffer chunk = _memory.Buffer.Slice(_next % Window * ChunkBytes, ChunkBytes);
            var share = new Shared<THal>(chunk, DeviceToDriver);
            int command = _queue.Submit(0x02, share.Paddr, default);
            if (command < 0)
            {
                share.Unshare();
                break;
            }

            _reads.Enqueue(new Read(command, share));
            _next++;
        }

        _queue.RingDoorbell();
    }

    public bool TryConsume(Action<ReadOnlyMemory<byte>> consumer)
    {
        if (!_reads.TryPeek(out Read first) || !_queue.IsDone(first.Command))
        {
            return false;
        }

        _reads.Dequeue();
        first.Share.Unshare();
        consumer(first.Share.Buffer.AsReadOnlySpan().ToArray());
        return true;
    }

    public void Dispose()
    {
        _disk.Reset();
        foreach (Read read in _reads)
        {
            read.Share.Unshare();
        }

        _reads.Clear();
        _memory.Dispose();
    }

    private readonly record struct Read(int Command, Shared<THal> Share);
}
