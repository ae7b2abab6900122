using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using Hal;

namespace Virtio.Driver.Block;

/// <summary>A request of the block device: a header of operation and sector, the data, a status byte.</summary>
internal sealed class BlockRequest : VirtioRequest
{
    public const int HeaderBytes = 16;
    public const int ResponseBytes = 1;
    public const int SectorBytes = 512;

    private readonly ConcurrentBag<BlockRequest> _pool;
    private BlockOperation _operation;
    private ulong _sector;

    private BlockRequest(ConcurrentBag<BlockRequest> pool) => _pool = pool;

    /// <summary>Takes a request from the pool, or makes one.</summary>
    public static BlockRequest Take(
        ConcurrentBag<BlockRequest> pool, BlockOperation operation, ulong sector, int maxSegmentBytes, bool continueOnDeviceThread)
    {
        if (!pool.TryTake(out BlockRequest? request))
        {
            request = new BlockRequest(pool);
        }

        request.Prepare(continueOnDeviceThread);
        request.MaxSegmentBytes = maxSegmentBytes;
        request._operation = operation;
        request._sector = sector;
        return request;
    }

    /// <inheritdoc/>
    public override int HeaderLength => HeaderBytes;

    /// <inheritdoc/>
    public override void WriteHeader(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)_operation);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], 0); // reserved
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], _sector);
    }

    /// <summary>Attaches data that the device reads or writes, as the operation says.</summary>
    public void Attach(Memory<byte> data) => Attach(data, Direction);

    /// <inheritdoc cref="Attach(Memory{byte})"/>
    public void Attach(DmaBuffer data) => Attach(data, Direction);

    /// <inheritdoc/>
    public override int ReadResponse(ReadOnlySpan<byte> response, uint written)
    {
        // The status stands behind everything else that the device writes. Bytes beyond `written` are unspecified (contract C16), so a shorter
        // count means that there is no status.
        long expected = ResponseBytes + (Direction == BufferDirection.DeviceToDriver ? Data.Length : 0);
        var status = (BlockStatus)response[0];
        if (written < expected)
        {
            throw new BlockRequestException(
                $"The {Describe()} failed: the device wrote {written} of {expected} bytes and so no status.", _operation, _sector, BlockStatus.IoError);
        }

        return status switch
        {
            BlockStatus.Ok => Data.Length,
            BlockStatus.IoError => throw Failed("the device reports an I/O error"),
            BlockStatus.Unsupported => throw Failed("the device does not support it"),
            _ => throw Failed($"the device answered with the unknown status {(byte)status}"),
        };

        BlockRequestException Failed(string what) => new($"The {Describe()} failed: {what}.", _operation, _sector, status);
    }

    /// <inheritdoc/>
    public override string Describe() => _operation switch
    {
        BlockOperation.Read or BlockOperation.Write =>
            $"{(_operation == BlockOperation.Read ? "read" : "write")} of {Data.Length / SectorBytes} sectors at sector {_sector}",
        BlockOperation.Flush => "flush",
        _ => "request for the serial number",
    };

    /// <inheritdoc/>
    protected override void Recycle() => _pool.Add(this);

    private BufferDirection Direction =>
        _operation is BlockOperation.Read or BlockOperation.GetId ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
}
