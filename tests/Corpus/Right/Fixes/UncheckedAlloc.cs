using Devices;
using Hal;

public sealed unsafe class UncheckedAlloc<THal>(NvmeQueue queue) where THal : struct, IHal
{
    public int Create()
    {
        DmaAllocation table = THal.DmaAlloc(1, BufferDirection.Both);
        if (table.Paddr == default)
        {
            return -12;
        }

        *(ulong*)table.Vaddr = 0x10;
        int command = queue.Submit(1, table.Paddr, default);
        while (!queue.IsDone(command))
        {
        }

        return THal.DmaDealloc(table.Paddr, table.Vaddr, 1);
    }
}
