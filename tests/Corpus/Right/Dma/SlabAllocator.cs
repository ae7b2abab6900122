using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Small objects in DMA memory: a slab of pages is cut into objects of one size, with a free list of indices. Objects are offsets in live
// slabs, a slab is added when all are used, and all go when the cache is disposed.
public readonly record struct SlabObject(int Slab, int Index);

public sealed class DmaSlabCache<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly int _objectBytes;
    private readonly int _perSlab;
    private readonly int _maxSlabs;
    private readonly List<Dma<THal>> _slabs = new();
    private readonly Stack<SlabObject> _free = new();

    public DmaSlabCache(int objectBytes, int maxSlabs)
    {
        if (objectBytes is < 16 or > HalConstants.PageSize)
        {
            throw new ArgumentOutOfRangeException(nameof(objectBytes));
        }

        _objectBytes = objectBytes;
        _perSlab = HalConstants.PageSize / objectBytes;
        _maxSlabs = maxSlabs;
    }

    public SlabObject? Allocate()
    {
        if (_free.Count == 0 && !Grow())
        {
            return null;
        }

        SlabObject taken = _free.Pop();
        Memory(taken).AsSpan().Clear();
        return taken;
    }

    public void Free(SlabObject item) => _free.Push(item);

    public DmaBuffer Memory(SlabObject item) => _slabs[item.Slab].Slice(Offset(item), _objectBytes);

    public PhysAddr Address(SlabObject item) => _slabs[item.Slab].PaddrAt(Offset(item));

    public void Dispose()
    {
        _free.Clear();
        _slabs.ForEach(static slab => slab.Dispose());
        _slabs.Clear();
    }

    private bool Grow()
    {
        if (_slabs.Count >= _maxSlabs || !Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? slab))
        {
            Log.Info("the slab cache cannot grow");
            return false;
        }

        _slabs.Add(slab);
        for (int i = _perSlab - 1; i >= 0; i--)
        {
            _free.Push(new SlabObject(_slabs.Count - 1, i));
        }

        return true;
    }

    private nuint Offset(SlabObject item) => (nuint)(item.Index * _objectBytes);
}
