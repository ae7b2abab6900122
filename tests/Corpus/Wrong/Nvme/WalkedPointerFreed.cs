using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in EDK2: the pointer that filled the list is given back, not the one that was allocated.
public sealed unsafe class WalkedPointerFreed<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    public int SendTwoPages(PhysAddr first, PhysAddr second)
    {
        var (list, vaddr) = THal.DmaAlloc(1, DriverToDevice);
        if (list == default)
        {
            return -12;
        }

        ulong* entry = (ulong*)vaddr;
        *entry++ = first.Value;
        *entry++ = second.Value;
        int command = queue.Submit(1, first, list);
        if (command >= 0 && !queue.RingDoorbell())
        {
            command = -5;
        }

        _ = THal.DmaDealloc(list, (byte*)entry, 1); //! HAL2005
        return command;
    }
}
