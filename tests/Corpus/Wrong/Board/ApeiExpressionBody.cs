using System;
using Hal;

namespace Drivers;

// Like fixes in FreeBSD (apei): the expression body of a void method drops the status.
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

    private void Free() => THal.DmaDealloc(block.Paddr, block.Vaddr, 1); //! HAL2007
}
