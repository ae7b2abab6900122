using System;
using System.Threading;
using Hal;

namespace Drivers;

// A cyclic transfer of a converter: the device writes round and round, and the reader follows its position. A ring that both use at the
// same time is DMA memory, read through its span, and stopped before it is given back.
public sealed class CyclicCapture<THal> : IDisposable
    where THal : struct, IHal
{
    private const nuint Pages = 4;

    private readonly MmioRegion _registers;
    private readonly Dma<THal> _ring = new(Pages, BufferDirection.DeviceToDriver);
    private int _position;

    public CyclicCapture(PhysAddr bar)
    {
        _registers = MmioRegion.Map<THal>(bar, 0x40);
        _registers.Write64(0x08, _ring.Paddr.Value);
        _registers.Write32(0x10, (uint)_ring.Length);
    }

    public void Start() => _registers.Write32(0x00, 1);

    public void Stop()
    {
        _registers.Write32(0x00, 0);
        while ((_registers.Read32(0x04) & 1) != 0)
        {
            Thread.SpinWait(10);
        }
    }

    public int Read(Span<byte> into)
    {
        int length = (int)_ring.Length;
        int hardware = (int)(_registers.Read32(0x14) % (uint)length);
        Thread.MemoryBarrier();
        int available = (hardware - _position + length) % length;
        int count = Math.Min(available, into.Length);
        int first = Math.Min(count, length - _position);
        ReadOnlySpan<byte> ring = _ring.AsSpan();
        ring.Slice(_position, first).CopyTo(into);
        ring[..(count - first)].CopyTo(into[first..]);
        _position = (_position + count) % length;
        return count;
    }

    public void Dispose()
    {
        Stop();
        _ring.Dispose();
    }
}
