using System;
using System.IO;
using Devices;
using Hal;

namespace Drivers;

// Like System.IO.Stream over a disk: reads of any length and position over whole blocks. The one block buffer is shared while it is
// loaded, and copied from only afterwards.
public sealed class BlockStream<THal>(Device disk, long length) : Stream
    where THal : struct, IHal
{
    private const int BlockBytes = 4096;

    private readonly PinnedBuffer _block = new(BlockBytes);
    private long _loaded = -1;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        long block = Position / BlockBytes;
        if (Position >= length || count == 0)
        {
            return 0;
        }

        if (block != _loaded)
        {
            Load(block);
        }

        int within = (int)(Position % BlockBytes);
        int n = (int)Math.Min(Math.Min(count, BlockBytes - within), length - Position);
        _block.Buffer.AsReadOnlySpan().Slice(within, n).CopyTo(buffer.AsSpan(offset));
        Position += n;
        return n;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _block.Dispose();
        base.Dispose(disposing);
    }

    private void Load(long block)
    {
        _loaded = -1;
        disk.WriteRegister(0x30, (ulong)block);
        using var shared = new SharedScope<THal>(_block.Buffer, BufferDirection.DeviceToDriver);
        if (!disk.Submit(shared.Paddr, BlockBytes))
        {
            throw new IOException("the disk is busy");
        }

        if (!disk.Wait(1000))
        {
            disk.Reset();
            throw new IOException("the disk does not answer");
        }

        _loaded = block;
    }
}
