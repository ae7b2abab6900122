using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Builds the list of page addresses for a transfer that is longer than two pages, in a page from a pool. The data has one share; the
// list page goes back to the pool after the command is done, on every outcome.
public sealed unsafe class PrpTransfer<THal>(NvmeQueue queue, Stack<Dma<THal>> listPages)
    where THal : struct, IHal
{
    private const ulong PageMask = HalConstants.PageSize - 1;

    public int Read(DmaBuffer data)
    {
        if (data.Length > 512 * HalConstants.PageSize)
        {
            return -7;
        }

        PhysAddr address = THal.Share(data, DeviceToDriver);
        Dma<THal>? list = null;
        int status;
        ulong end = address.Value + (ulong)data.Length;
        ulong second = (address.Value & ~PageMask) + HalConstants.PageSize;
        if (second >= end)
        {
            status = Run(address, default);
        }
        else if (second + HalConstants.PageSize >= end)
        {
            status = Run(address, new PhysAddr(second));
        }
        else if (listPages.TryPop(out list) || Dma<THal>.TryCreate(1, DriverToDevice, out list))
        {
            nuint at = 0;
            for (ulong page = second; page < end; page += HalConstants.PageSize)
            {
                *list.Pointer<ulong>(at) = page;
                at += sizeof(ulong);
            }

            status = Run(address, list.Paddr);
        }
        else
        {
            status = -12;
        }

        THal.Unshare(address, data, DeviceToDriver);
        if (list is not null)
        {
            listPages.Push(list);
        }

        return status;
    }

    private int Run(PhysAddr first, PhysAddr rest)
    {
        int command = queue.Submit(0x02, first, rest);
        if (command < 0)
        {
            return command;
        }

        queue.RingDoorbell();
        while (!queue.IsDone(command))
        {
            Thread.Yield();
        }

        return 0;
    }
}
