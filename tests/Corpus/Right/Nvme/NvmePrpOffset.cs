using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "nvme: Fix PRP Offset Invalid" (b21dcebfa6b): a page holds 511 entries and the pointer to the next page; the
// list ran over its end.
public unsafe class PrpList<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const int EntriesPerPage = HalConstants.PageSize / sizeof(ulong);

    public int ReadLarge(PhysAddr data, int pages, PhysAddr nextList)
    {
        using var list = new Dma<THal>(1, BufferDirection.DriverToDevice);
        ulong* prp = list.Pointer<ulong>(0);
        int used = Math.Min(pages, EntriesPerPage - 1);
        for (int i = 0; i < used; i++)
        {
            prp[i] = data.Value + ((ulong)i * HalConstants.PageSize);
        }

        if (pages > used)
        {
            prp[EntriesPerPage - 1] = nextList.Value;
        }

        int id = queue.Submit(2, data, list.Paddr);
        while (id >= 0 && !queue.IsDone(id))
        {
        }

        return id < 0 ? id : queue.Error;
    }
}
