using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A stream over a character device; writes are gathered in DMA memory and sent when it is full.</summary>
public sealed class DeviceStream<THal>(Device device) : System.IO.Stream
    where THal : struct, IHal
{
    private readonly Dma<THal> _buffer = new(1, DriverToDevice);
    private int _filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            Span<byte> room = _buffer.AsSpan()[_filled..];
            int count = Math.Min(room.Length, source.Length);
            source[..count].CopyTo(room);
            source = source[count..];
            _filled += count;
            if (_filled == (int)_buffer.Length)
            {
                Flush();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        if (_filled == 0)
        {
            return;
        }

        int length = _filled;
        _filled = 0;
        device.Program(_buffer.Paddr, length);
        device.Kick();
        if (!device.Wait(1000))
        {
            device.Reset();
            throw new System.IO.IOException("the device does not answer");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, System.IO.SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing)
            {
                Flush();
            }
        }
        finally
        {
            _buffer.Dispose();
            base.Dispose(disposing);
        }
    }
}
