using System;
using Hal;

namespace Drivers;

/// <summary>The receive ring of the old cards is one byte ring; a frame may wrap around its end.</summary>
public sealed unsafe class RealtekReceive<THal> : IDisposable
    where THal : struct, IHal
{
    private const int RingBytes = 32 * 1024;
    private readonly Dma<THal> _ring;
    private readonly MmioRegion _registers;
    private int _offset;

    public RealtekReceive(MmioRegion registers)
    {
        _registers = registers;
        _ring = new Dma<THal>(HalConstants.PagesFor(RingBytes + 16), BufferDirection.DeviceToDriver);
        _registers.Write32(0x30, (uint)(_ring.Paddr.Value & 0xFFFF_FFFF));
    }

    public bool TryReceive(Span<byte> frame, out int length)
    {
        length = 0;
        if ((_registers.Read8(0x37) & 1) != 0)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = _ring.AsSpan();
        ushort status = BitConverter.ToUInt16(bytes.Slice(_offset, 2));
        int size = BitConverter.ToUInt16(bytes.Slice(_offset + 2, 2));
        if ((status & 1) == 0 || size < 8 || size - 4 > frame.Length)
        {
            Restart();
            return false;
        }

        length = size - 4;
        int start = (_offset + 4) % RingBytes;
        int head = Math.Min(length, RingBytes - start);
        bytes.Slice(start, head).CopyTo(frame);
        if (head < length)
        {
            bytes[..(length - head)].CopyTo(frame[head..]);
        }

        _offset = (_offset + size + 4 + 3) & ~3;
        _offset %= RingBytes;
        _registers.Write16(0x38, (ushort)(_offset - 16));
        return true;
    }

    private void Restart()
    {
        _registers.Write8(0x37, 0);
        _offset = 0;
        _registers.Write32(0x30, (uint)_ring.Paddr.Value);
        _registers.Write8(0x37, 8);
    }

    public void Dispose()
    {
        _registers.Write8(0x37, 0);
        _ring.Dispose();
    }
}
