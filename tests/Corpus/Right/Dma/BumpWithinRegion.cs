using System;
using Devices;
using Hal;

/// <summary>A bump allocator inside a region hands out buffers with their addresses; only the region is ever given back.</summary>
public sealed class DmaArena<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _region = new(16, BufferDirection.Both);
    private readonly Device _device = new();
    private nuint _top;

    public (DmaBuffer Buffer, PhysAddr At) Take(int size, int alignment)
    {
        nuint start = (_top + (nuint)alignment - 1) & ~((nuint)alignment - 1);
        _top = start + (nuint)size;
        return (_region.Slice(start, size), _region.PaddrAt(start));
    }

    public void Reset() => _top = 0;

    public int Command(ReadOnlySpan<byte> bytes)
    {
        (DmaBuffer buffer, PhysAddr at) = Take(bytes.Length, 64);
        bytes.CopyTo(buffer.AsSpan());
        int status = _device.Start(at, buffer.Length);
        buffer[0] = 0;
        Reset();
        return status;
    }

    public void Dispose() => _region.Dispose();
}
