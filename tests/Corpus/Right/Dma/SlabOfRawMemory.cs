using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A slab of equal objects in DMA memory, with a bitmap of what is in use. Raw allocation, given back when it is empty.</summary>
public sealed unsafe class Slab<THal, T>
    where THal : struct, IHal
    where T : unmanaged
{
    private const nuint Pages = 4;
    private readonly ulong[] _used;
    private readonly int _capacity;
    private PhysAddr _paddr;
    private byte* _vaddr;
    private int _live;

    public Slab()
    {
        _capacity = (int)(Pages * HalConstants.PageSize) / sizeof(T);
        _used = new ulong[(_capacity + 63) / 64];
    }

    public bool TryTake(out T* item, out PhysAddr paddr)
    {
        if (_live == 0 && !Populate())
        {
            item = null;
            paddr = default;
            return false;
        }

        for (int index = 0; index < _capacity; index++)
        {
            ref ulong word = ref _used[index >> 6];
            ulong bit = 1UL << (index & 63);
            if ((word & bit) == 0)
            {
                word |= bit;
                _live++;
                item = (T*)_vaddr + index;
                paddr = _paddr + (ulong)(index * sizeof(T));
                return true;
            }
        }

        item = null;
        paddr = default;
        return false;
    }

    public void Give(T* item)
    {
        int index = (int)(item - (T*)_vaddr);
        _used[index >> 6] &= ~(1UL << (index & 63));
        if (--_live == 0)
        {
            Release();
        }
    }

    private bool Populate()
    {
        DmaAllocation memory = THal.DmaAlloc(Pages, Both);
        if (memory.Paddr == default)
        {
            return false;
        }

        (_paddr, _vaddr) = memory;
        return true;
    }

    private void Release()
    {
        int status = THal.DmaDealloc(_paddr, _vaddr, Pages);
        _paddr = default;
        _vaddr = null;
        if (status != 0)
        {
            throw new DmaException($"the slab was not given back: {status}");
        }
    }
}
