using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The table-of-contents reader of an optical drive. The reply is asked for twice, header first; each transfer shares a slice and ends
// the same slice.
internal sealed class DiscContents<THal>
    where THal : struct, IHal
{
    private const int HeaderBytes = 4;
    private const int EntryBytes = 8;
    private const int MaxBytes = 804;

    private readonly Device _drive;

    public DiscContents(Device drive) => _drive = drive;

    public List<(int Track, uint Start)> Read()
    {
        var tracks = new List<(int Track, uint Start)>();
        using var memory = new PinnedBuffer(MaxBytes);
        if (!Transfer(memory.Buffer, HeaderBytes))
        {
            return tracks;
        }

        int length = 2 + BinaryPrimitives.ReadUInt16BigEndian(memory.Buffer.AsReadOnlySpan());
        length = Math.Clamp(length, HeaderBytes, MaxBytes);
        if (!Transfer(memory.Buffer, length))
        {
            return tracks;
        }

        ReadOnlySpan<byte> entries = memory.Buffer.AsReadOnlySpan()[HeaderBytes..length];
        for (; entries.Length >= EntryBytes; entries = entries[EntryBytes..])
        {
            tracks.Add((entries[2], BinaryPrimitives.ReadUInt32BigEndian(entries[4..])));
        }

        return tracks;
    }

    private bool Transfer(DmaBuffer whole, int length)
    {
        DmaBuffer part = whole.Slice(0, length);
        using var shared = new SharedScope<THal>(part, DeviceToDriver);
        if (!_drive.Submit(shared.Paddr, part.Length))
        {
            return false;
        }

        if (_drive.Wait(5000))
        {
            return _drive.Status == 0;
        }

        _drive.Reset();
        return false;
    }
}
