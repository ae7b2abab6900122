using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (media, cx25821 and others): Close gives back both pages of each entry.
internal sealed unsafe class BlockTable<THal>(Device flash)
    where THal : struct, IHal
{
    private readonly DmaAllocation[] _blocks = new DmaAllocation[8];
    private int _count;

    public bool Add()
    {
        if (_count == _blocks.Length)
        {
            return false;
        }

        DmaAllocation block = THal.DmaAlloc(2, Both);
        if (block.Paddr == default)
        {
            return false;
        }

        flash.Program(block.Paddr, 2 * HalConstants.PageSize);
        _blocks[_count++] = block;
        return true;
    }

    public int Close()
    {
        int status = 0;
        flash.Reset();
        while (_count > 0)
        {
            ref DmaAllocation block = ref _blocks[--_count];
            status |= THal.DmaDealloc(block.Paddr, block.Vaddr, 2);
            block = default;
        }

        return status;
    }
}
