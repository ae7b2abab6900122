using System;
using Hal;

namespace Drivers;

// Many small structures of one device out of one DMA region, given back all at once. The arena owns the region and hands out parts; a
// full arena says so and breaks nothing.
public readonly unsafe struct ArenaPart
{
    public ArenaPart(PhysAddr address, byte* pointer, int length)
    {
        Address = address;
        Pointer = pointer;
        Length = length;
    }

    public PhysAddr Address { get; }

    public byte* Pointer { get; }

    public int Length { get; }
}

public sealed unsafe class DmaArena<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _region;
    private readonly object _gate = new();
    private nuint _top;

    public DmaArena(int bytes) => _region = new Dma<THal>(HalConstants.PagesFor((nuint)bytes), BufferDirection.Both);

    public bool TryTake(int length, int alignment, out ArenaPart part)
    {
        lock (_gate)
        {
            nuint mask = (nuint)alignment - 1;
            nuint start = (_top + mask) & ~mask;
            if (length <= 0 || start >= _region.Length || (nuint)length > _region.Length - start)
            {
                part = default;
                return false;
            }

            part = new ArenaPart(_region.PaddrAt(start), _region.Vaddr(start), length);
            _top = start + (nuint)length;
            return true;
        }
    }

    public void ReleaseAll()
    {
        lock (_gate)
        {
            _region.AsSpan()[..(int)_top].Clear();
            _top = 0;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _region.Dispose();
            _top = 0;
        }
    }
}
