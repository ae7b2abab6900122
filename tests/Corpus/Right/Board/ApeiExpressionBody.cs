using System;
using Hal;

namespace Drivers;

// Like fixes in FreeBSD (apei): a block that was not given back is an exception.
internal sealed unsafe class ErrorBlock<THal>(DmaAllocation block)
    where THal : struct, IHal
{
    private bool _released;

    public uint Severity => _released ? 0 : ((uint*)block.Vaddr)[4];

    public int Sections
    {
        get
        {
            if (_released)
            {
                return 0;
            }

            ushort count = ((ushort*)block.Vaddr)[2];
            return Math.Min((int)count, 32);
        }
    }

    public void Close()
    {
        if (!_released)
        {
            _released = true;
            Free();
        }
    }

    private void Free()
    {
        if (THal.DmaDealloc(block.Paddr, block.Vaddr, 1) != 0)
        {
            throw new DmaException("the error block was not given back");
        }
    }
}
