using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A small cache of disk blocks in pinned memory; a miss reads into the least recently used block. Blocks are shared only while they are
// read, and one that failed to read is not in the table.
public sealed class BlockCache<THal> : IDisposable
    where THal : struct, IHal
{
    private const int BlockBytes = 4096;

    private readonly Device _disk;
    private readonly LinkedList<(ulong Number, PinnedBuffer Memory)> _recent = new();
    private readonly Dictionary<ulong, LinkedListNode<(ulong Number, PinnedBuffer Memory)>> _index = new();
    private readonly int _most;

    public BlockCache(Device disk, int most)
    {
        _disk = disk;
        _most = most;
    }

    public bool TryGet(ulong number, Span<byte> into)
    {
        if (!_index.TryGetValue(number, out var node))
        {
            PinnedBuffer memory = _recent.Count < _most ? new PinnedBuffer(BlockBytes) : EvictOldest();
            if (!Read(number, memory.Buffer))
            {
                memory.Dispose();
                return false;
            }

            node = new LinkedListNode<(ulong Number, PinnedBuffer Memory)>((number, memory));
            _index.Add(number, node);
        }
        else
        {
            _recent.Remove(node);
        }

        _recent.AddFirst(node);
        node.Value.Memory.Buffer.AsReadOnlySpan().CopyTo(into);
        return true;
    }

    public void Dispose()
    {
        foreach ((_, PinnedBuffer memory) in _recent)
        {
            memory.Dispose();
        }

        _recent.Clear();
        _index.Clear();
    }

    private PinnedBuffer EvictOldest()
    {
        (ulong number, PinnedBuffer memory) = _recent.Last!.Value;
        _recent.RemoveLast();
        _index.Remove(number);
        return memory;
    }

    private bool Read(ulong number, DmaBuffer block)
    {
        using var shared = new SharedScope<THal>(block, DeviceToDriver);
        _disk.WriteRegister(0x08, number);
        if (_disk.Submit(shared.Paddr, block.Length) && _disk.Wait(500))
        {
            return true;
        }

        _disk.Reset();
        return false;
    }
}
