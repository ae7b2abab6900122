using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (fotg210): the address of the next descriptor is made from its pointer and not asked of the memory.
internal sealed unsafe class QueueHeads<THal>(MmioRegion operational) : IDisposable
    where THal : struct, IHal
{
    private const int Size = 64;
    private readonly Dma<THal> _heads = new(1, Both);

    public void Link(int first, int second)
    {
        byte* next = _heads.Vaddr(second * Size);
        *(uint*)(next + 4) = 1u << 15;
        ulong* horizontal = _heads.Pointer<ulong>((nuint)(first * Size));
        *horizontal = _heads.PaddrAt((nuint)(second * Size)).Value | 2;
        operational.Write64(0x18, new PhysAddr((ulong)next).Value); //! HAL1015
    }

    public void Dispose()
    {
        operational.Write32(0, 0);
        _heads.Dispose();
    }
}
