using System;
using Hal;

namespace Drivers;

/// <summary>A pool of receive buffers: one DMA area cut into chunks, handed out by a bitmap.</summary>
public sealed class ChunkPool<THal> : IDisposable
    where THal : struct, IHal
{
    private const int ChunkShift = 11;
    private const int Chunk = 1 << ChunkShift;

    private readonly Dma<THal> _area;
    private readonly object _gate = new();
    private ulong _free = ulong.MaxValue;

    public ChunkPool() => _area = new Dma<THal>((nuint)(64 << ChunkShift) / HalConstants.PageSize, BufferDirection.DeviceToDriver);

    public bool TryRent(out PhysAddr address)
    {
        lock (_gate)
        {
            if (_free == 0)
            {
                address = default;
                return false;
            }

            int index = System.Numerics.BitOperations.TrailingZeroCount(_free);
            _free &= ~(1UL << index);
            address = _area.PaddrAt((nuint)index << ChunkShift);
            return true;
        }
    }

    public int Take(PhysAddr address, int written, Span<byte> into)
    {
        int index = (int)((address - _area.Paddr) >> ChunkShift);
        int length = Math.Min(Math.Min(written, Chunk), into.Length);
        _area.AsSpan().Slice(index << ChunkShift, length).CopyTo(into);
        lock (_gate)
        {
            _free |= 1UL << index;
        }

        return length;
    }

    public void Dispose() => _area.Dispose();
}
