using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in aes-stream-drivers: "axis_gen2: propagate AxisG2_Init allocation failures via int return" (pull request 270).
public sealed unsafe class UncheckedStatusRing<THal>(Device card)
    where THal : struct, IHal
{
    private const int Entries = 512;

    private DmaAllocation _read;

    public int Init()
    {
        DmaAllocation read = THal.DmaAlloc(2, Both);
        var entries = (ulong*)read.Vaddr;
        for (int i = 0; i < Entries; i++)
        {
            entries[i] = ulong.MaxValue; //! HAL2006
        }

        card.Program(read.Paddr, Entries * sizeof(ulong));
        _read = read;
        return 0;
    }

    public int Clear() => THal.DmaDealloc(_read.Paddr, _read.Vaddr, 2);
}
