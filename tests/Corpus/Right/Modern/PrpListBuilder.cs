using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The PRP list of an NVMe command: the first two pages in the command, or a page of addresses.
public sealed unsafe class PrpListBuilder<THal>(NvmeQueue queue, Dma<THal> lists)
    where THal : struct, IHal
{
    public int Read(DmaBuffer data)
    {
        PhysAddr paddr = THal.Share(data, DeviceToDriver);
        PhysAddr prp2 = default;
        ulong firstEnd = (paddr.Value | (HalConstants.PageSize - 1)) + 1;
        ulong end = paddr.Value + (ulong)data.Length;
        if (end > firstEnd + HalConstants.PageSize)
        {
            ulong* entries = lists.Pointer<ulong>(0);
            int count = 0;
            for (ulong page = firstEnd; page < end; page += HalConstants.PageSize)
            {
                if (count == HalConstants.PageSize / sizeof(ulong))
                {
                    THal.Unshare(paddr, data, DeviceToDriver);
                    return -27;
                }

                entries[count++] = page;
            }

            prp2 = lists.PaddrAt(0);
        }
        else if (end > firstEnd)
        {
            prp2 = new PhysAddr(firstEnd);
        }

        int command = queue.Submit(2, paddr, prp2);
        if (command >= 0 && queue.RingDoorbell())
        {
            SpinWait spin = default;
            while (!queue.IsDone(command))
            {
                spin.SpinOnce();
            }
        }

        THal.Unshare(paddr, data, DeviceToDriver);
        return command < 0 ? command : queue.Error;
    }
}
