using System;
using Hal;

public sealed unsafe class SoundRing<THal> : IDisposable where THal : struct, IHal
{
    private readonly Dma<THal> _samples = new(4, BufferDirection.DriverToDevice);
    private readonly MmioRegion _regs;
    private nuint _write;

    public SoundRing(MmioRegion regs) => _regs = regs;

    public void Start()
    {
        _regs.Write32(0x00, (uint)_samples.Paddr.Value);
        _regs.Write32(0x04, (uint)_samples.Length);
        _regs.Write32(0x08, 1);
    }

    public int Write(ReadOnlySpan<byte> pcm)
    {
        nuint read = _regs.Read32(0x0c);
        nuint space = (read + _samples.Length - _write - 1) % _samples.Length;
        int count = (int)nuint.Min(space, (nuint)pcm.Length);
        Span<byte> ring = _samples.AsSpan();
        int first = Math.Min(count, ring.Length - (int)_write);
        pcm[..first].CopyTo(ring[(int)_write..]);
        pcm[first..count].CopyTo(ring);
        _write = (_write + (nuint)count) % _samples.Length;
        _regs.Write32(0x10, (uint)_write);
        return count;
    }

    public void Dispose()
    {
        _regs.Write32(0x08, 0);
        _samples.Dispose();
    }
}
