using System;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Ships log records: a producer fills buffers, a consumer hands them to the device, buffers go round.</summary>
public sealed class LogShipper<THal>
    where THal : struct, IHal
{
    private readonly Channel<PinnedBuffer> _empty = Channel.CreateUnbounded<PinnedBuffer>();
    private readonly Channel<(PinnedBuffer Buffer, int Length)> _full = Channel.CreateUnbounded<(PinnedBuffer, int)>();
    private readonly BlockQueue _queue;

    public LogShipper(BlockQueue queue, int buffers)
    {
        _queue = queue;
        while (buffers-- > 0)
        {
            _empty.Writer.TryWrite(new PinnedBuffer(4096));
        }
    }

    public bool TryLog(ReadOnlySpan<byte> record)
    {
        if (record.IsEmpty || record.Length > 4096 || !_empty.Reader.TryRead(out PinnedBuffer? buffer))
        {
            return false;
        }

        record.CopyTo(buffer.Buffer.AsSpan());
        return _full.Writer.TryWrite((buffer, record.Length));
    }

    public async Task RunAsync(ulong firstSector)
    {
        ulong sector = firstSector;
        await foreach ((PinnedBuffer buffer, int length) in _full.Reader.ReadAllAsync())
        {
            DmaBuffer bytes = buffer.Buffer.Slice(0, (length + 511) & ~511);
            var shared = new Shared<THal>(bytes, BufferDirection.DriverToDevice);
            int status;
            try
            {
                status = await _queue.WriteAsync(sector, shared.Paddr, bytes.Length);
            }
            finally
            {
                shared.Unshare();
            }

            if (status == 0)
            {
                sector += (ulong)bytes.Length >> 9;
            }

            bytes.AsSpan().Clear();
            _empty.Writer.TryWrite(buffer);
        }

        while (_empty.Reader.TryRead(out PinnedBuffer? rest))
        {
            rest.Dispose();
        }
    }

    public void Complete() => _full.Writer.Complete();
}
