using System.Runtime.CompilerServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (skd and others): the completion table is cleared behind the test.
internal sealed unsafe class CompletionTable<THal>(Device disk)
    where THal : struct, IHal
{
    public int Check()
    {
        const int bytes = 2 * HalConstants.PageSize;
        DmaAllocation table = THal.DmaAlloc(2, Both);
        if (table.Paddr == default)
        {
            return -12;
        }

        Unsafe.InitBlock(table.Vaddr, 0xFF, bytes);
        disk.Program(table.Paddr, bytes);
        disk.Wait(50);
        disk.Reset();
        int first = table.Vaddr[0];
        return THal.DmaDealloc(table.Paddr, table.Vaddr, 2) == 0 ? first : -5;
    }
}
