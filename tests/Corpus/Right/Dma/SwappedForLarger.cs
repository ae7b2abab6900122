using System;
using Hal;

/// <summary>A region grows: the new one is made, filled from the old, put in its place, and the old one disposed.</summary>
public sealed class Growing<THal> : IDisposable
    where THal : struct, IHal
{
    private Dma<THal> _memory = new(1, BufferDirection.Both);

    public void Grow()
    {
        var larger = new Dma<THal>(_memory.Pages * 2, BufferDirection.Both);
        _memory.AsSpan().CopyTo(larger.AsSpan());
        Dma<THal> old = _memory;
        _memory = larger;
        old.Dispose();
    }

    public void GrowByTuple()
    {
        Dma<THal> spare = new(_memory.Pages * 2, BufferDirection.Both);
        (_memory, spare) = (spare, _memory);
        spare.AsSpan().CopyTo(_memory.AsSpan());
        spare.Dispose();
    }

    public void Dispose() => _memory.Dispose();
}
