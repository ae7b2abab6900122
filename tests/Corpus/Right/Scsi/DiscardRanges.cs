using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Discard: a table of sector ranges goes to the disk in one command. The table is built in a pinned buffer before it is shared, and no
// longer part of it than was filled is shared.
public sealed class Discarder<THal> : IDisposable
    where THal : struct, IHal
{
    private const int MaxRanges = 256;

    private readonly NvmeQueue _queue;
    private readonly Device _disk;
    private readonly PinnedBuffer _table = new(MaxRanges * Marshal.SizeOf<DiscardRange>());

    public Discarder(NvmeQueue queue, Device disk) => (_queue, _disk) = (queue, disk);

    public int Discard(IReadOnlyList<(ulong Start, uint Count)> ranges)
    {
        if (ranges.Count is 0 or > MaxRanges)
        {
            return ranges.Count == 0 ? 0 : -22;
        }

        Span<DiscardRange> entries = MemoryMarshal.Cast<byte, DiscardRange>(_table.Buffer.AsSpan());
        for (int i = 0; i < ranges.Count; i++)
        {
            entries[i] = new DiscardRange { Start = ranges[i].Start, Count = ranges[i].Count };
        }

        DmaBuffer filled = _table.Buffer.Slice(0, ranges.Count * Marshal.SizeOf<DiscardRange>());
        PhysAddr address = THal.Share(filled, BufferDirection.DriverToDevice);
        int command = _queue.Submit(0x09, address, default);
        if (command >= 0 && !WaitDone(command))
        {
            _disk.Reset();
            command = -110;
        }

        THal.Unshare(address, filled, BufferDirection.DriverToDevice);
        return command < 0 ? command : _queue.Error;
    }

    public void Dispose() => _table.Dispose();

    private bool WaitDone(int command)
    {
        _queue.RingDoorbell();
        for (var deadline = Deadline.In(60_000); !deadline.Expired;)
        {
            if (_queue.IsDone(command))
            {
                return true;
            }
        }

        return false;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct DiscardRange
    {
        public uint Attributes;
        public uint Count;
        public ulong Start;
    }
}
