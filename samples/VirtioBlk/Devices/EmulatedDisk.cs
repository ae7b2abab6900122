using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;
using Virtio.Driver;
using Virtio.Driver.Block;

namespace Virtio.Devices;

/// <summary>A virtio disk in this process that serves a file.</summary>
internal class EmulatedDisk : EmulatedDevice
{
    private const uint VirtioBlockDevice = 2;
    private const int ConfigBytes = 24;
    private const int SegmentBytes = 64 * 1024;
    private const int Segments = 32;
    private const int SerialNumberBytes = 20;

    private readonly SafeFileHandle _file;
    private readonly ulong _sectors;
    private readonly bool _readOnly;
    private readonly Random? _shuffle;
    private readonly List<DeviceBuffer> _buffers = [];
    private readonly List<(uint Head, uint Written)> _done = [];
    private byte[] _bytes = new byte[SegmentBytes];

    /// <summary>Opens the file and starts the device.</summary>
    /// <param name="memory">The memory that the device reaches.</param>
    /// <param name="path">The file.</param>
    /// <param name="writable">Whether the disk takes writes; otherwise the file is opened for reading only.</param>
    /// <param name="shuffle">When given, what is pending together is done in random order, as a disk with many heads would.</param>
    public EmulatedDisk(IDeviceMemory memory, string path, bool writable, Random? shuffle = null)
        : base(memory, "in-process disk", VirtioBlockDevice, BlockFeatures.Supported & (writable ? ~BlockFeatures.ReadOnly : ulong.MaxValue))
    {
        _file = File.OpenHandle(
            path, FileMode.Open, writable ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite, FileOptions.RandomAccess);
        _sectors = (ulong)RandomAccess.GetLength(_file) / BlockRequest.SectorBytes;
        _readOnly = !writable;
        _shuffle = shuffle;
    }

    /// <inheritdoc/>
    public override void ReadConfig(int offset, Span<byte> destination)
    {
        Span<byte> config = stackalloc byte[ConfigBytes];
        config.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(config, _sectors);
        BinaryPrimitives.WriteUInt32LittleEndian(config[8..], SegmentBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(config[12..], Segments);
        BinaryPrimitives.WriteUInt32LittleEndian(config[20..], BlockRequest.SectorBytes);
        config.Slice(offset, destination.Length).CopyTo(destination);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _file.Dispose();
    }

    /// <inheritdoc/>
    protected override void Process(DeviceQueue queue)
    {
        while (queue.TryTake(out ushort head, _buffers))
        {
            _done.Add((head, Serve()));
        }

        _shuffle?.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_done));
        foreach ((uint head, uint written) in _done)
        {
            Complete(queue, head, written);
        }

        _done.Clear();
    }

    /// <inheritdoc/>
    protected override void OnReset() => _done.Clear();

    /// <summary>Gives a chain back.</summary>
    protected virtual void Complete(DeviceQueue queue, uint head, uint written) => queue.Push(head, written);

    /// <summary>Does the request in <see cref="_buffers"/> and returns the number of bytes written.</summary>
    private uint Serve()
    {
        Span<byte> header = stackalloc byte[BlockRequest.HeaderBytes];
        if (_buffers is not [{ Writable: false, Length: BlockRequest.HeaderBytes }, .., { Writable: true, Length: BlockRequest.ResponseBytes }])
        {
            throw new BusFaultException($"A request of {_buffers.Count} buffers does not begin with a header and end with a status byte.");
        }

        Memory.Read(_buffers[0].Address, header);
        var operation = (BlockOperation)BinaryPrimitives.ReadUInt32LittleEndian(header);
        ulong sector = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        uint written = 0;
        BlockStatus status;
        try
        {
            status = operation switch
            {
                BlockOperation.Read => Transfer(sector, deviceWrites: true, ref written),
                BlockOperation.Write when _readOnly => BlockStatus.IoError,
                BlockOperation.Write => Transfer(sector, deviceWrites: false, ref written),
                BlockOperation.Flush => Flush(),
                BlockOperation.GetId => SerialNumber(ref written),
                _ => BlockStatus.Unsupported,
            };
        }
        catch (IOException)
        {
            status = BlockStatus.IoError;
        }

        // The count runs from the first writable byte, and the status is the last: what a failed read did not write is zeroed.
        foreach (DeviceBuffer buffer in WritableData((int)written))
        {
            Memory.Write(buffer.Address, new byte[buffer.Length]);
            written += (uint)buffer.Length;
        }

        Memory.Write(_buffers[^1].Address, [(byte)status]);
        return written + BlockRequest.ResponseBytes;
    }

    private BlockStatus Transfer(ulong sector, bool deviceWrites, ref uint written)
    {
        ulong bytes = 0;
        foreach (DeviceBuffer buffer in _buffers[1..^1])
        {
            if (buffer.Writable != deviceWrites)
            {
                throw new BusFaultException($"The data at 0x{buffer.Address:x} has the wrong direction for its request.");
            }

            bytes += (uint)buffer.Length;
        }

        if (bytes == 0 || bytes % BlockRequest.SectorBytes != 0 || sector > _sectors || bytes / BlockRequest.SectorBytes > _sectors - sector)
        {
            return BlockStatus.IoError;
        }

        long position = (long)sector * BlockRequest.SectorBytes;
        foreach (DeviceBuffer buffer in _buffers[1..^1])
        {
            if (_bytes.Length < buffer.Length)
            {
                _bytes = new byte[buffer.Length];
            }

            Span<byte> span = _bytes.AsSpan(0, buffer.Length);
            if (deviceWrites)
            {
                ReadFile(span, position);
                Memory.Write(buffer.Address, span);
                written += (uint)buffer.Length;
            }
            else
            {
                Memory.Read(buffer.Address, span);
                RandomAccess.Write(_file, span, position);
            }

            position += buffer.Length;
        }

        return BlockStatus.Ok;
    }

    private void ReadFile(Span<byte> destination, long position)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(_file, destination, position);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            destination = destination[read..];
            position += read;
        }
    }

    private BlockStatus Flush()
    {
        if (!_readOnly)
        {
            RandomAccess.FlushToDisk(_file);
        }

        return BlockStatus.Ok;
    }

    private BlockStatus SerialNumber(ref uint written)
    {
        if (_buffers.Count != 3 || _buffers[1] is not { Writable: true, Length: SerialNumberBytes })
        {
            return BlockStatus.IoError;
        }

        Span<byte> serial = stackalloc byte[SerialNumberBytes];
        serial.Clear();
        "HALGEN-0001"u8.CopyTo(serial);
        Memory.Write(_buffers[1].Address, serial);
        written += SerialNumberBytes;
        return BlockStatus.Ok;
    }

    /// <summary>The writable data of the request from its byte <paramref name="offset"/> on.</summary>
    private IEnumerable<DeviceBuffer> WritableData(int offset)
    {
        for (int i = 1; i < _buffers.Count - 1; i++)
        {
            DeviceBuffer buffer = _buffers[i];
            if (!buffer.Writable)
            {
                continue;
            }

            if (offset < buffer.Length)
            {
                yield return new DeviceBuffer(buffer.Address + (uint)offset, buffer.Length - offset, true);
            }

            offset = Math.Max(0, offset - buffer.Length);
        }
    }
}
