using System;
using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

namespace Drivers;

// Like Linux dm-thin's metadata: a block is changed in a copy, and the superblock written last of all. An ordered list of writes where
// each has its share, its completion and its end before the next begins.
public sealed class MetadataCommit<THal>
    where THal : struct, IHal
{
    private readonly SortedDictionary<ulong, PinnedBuffer> _dirty = [];
    private readonly Device _disk;

    public MetadataCommit(Device disk) => _disk = disk;

    public Span<byte> Change(ulong block)
    {
        if (!_dirty.TryGetValue(block, out PinnedBuffer? copy))
        {
            copy = new PinnedBuffer(4096);
            _dirty.Add(block, copy);
        }

        return copy.Buffer.AsSpan();
    }

    public bool Commit()
    {
        bool good = _dirty.Where(entry => entry.Key != 0).All(entry => Write(entry.Key, entry.Value.Buffer))
            && (!_dirty.TryGetValue(0, out PinnedBuffer? super) || Write(0, super.Buffer));
        if (good)
        {
            foreach (PinnedBuffer copy in _dirty.Values)
            {
                copy.Dispose();
            }

            _dirty.Clear();
        }

        return good;
    }

    private bool Write(ulong block, DmaBuffer data)
    {
        _disk.WriteRegister(0x18, block);
        using var shared = new SharedScope<THal>(data, BufferDirection.DriverToDevice);
        if (!_disk.Submit(shared.Paddr, data.Length))
        {
            return false;
        }

        if (_disk.Wait(2000))
        {
            return true;
        }

        _disk.Reset();
        return false;
    }
}
