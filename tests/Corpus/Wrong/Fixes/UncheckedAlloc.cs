using System;
using Devices;
using Hal;

/// <summary>memset of the table before the allocation is tested.</summary>
public sealed unsafe class UncheckedAlloc<THal>(NvmeQueue queue) where THal : struct, IHal
{
    public int Create()
    {
        DmaAllocation table = THal.DmaAlloc(1, BufferDirection.Both);
        new Span<byte>(table.Vaddr, HalConstants.PageSize).Clear(); //! HAL2006
        if (table.Paddr == default)
        {
            return -12;
        }

        int command = queue.Submit(1, table.Paddr, default);
        while (!queue.IsDone(command))
        {
        }

        return THal.DmaDealloc(table.Paddr, table.Vaddr, 1);
    }
}
