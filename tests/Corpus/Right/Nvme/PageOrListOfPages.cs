using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Reads and writes of NVMe: one page, two pages, or a list of pages.</summary>
public sealed unsafe class NvmePrp<THal>(NvmeQueue queue, Device controller)
    where THal : struct, IHal
{
    private const byte Read = 2;
    private const byte Write = 1;

    public int Transfer(DmaBuffer data, bool write)
    {
        BufferDirection direction = write ? DriverToDevice : DeviceToDriver;
        PhysAddr start = THal.Share(data, direction);
        ulong firstBytes = HalConstants.PageSize - (start.Value % HalConstants.PageSize);
        Dma<THal>? list = null;
        int result;
        try
        {
            PhysAddr second = default;
            if ((ulong)data.Length > firstBytes)
            {
                ulong rest = (ulong)data.Length - firstBytes;
                PhysAddr next = start + firstBytes;
                if (rest <= HalConstants.PageSize)
                {
                    second = next;
                }
                else
                {
                    nuint entries = HalConstants.PagesFor((nuint)rest);
                    if (!Dma<THal>.TryCreate(HalConstants.PagesFor(entries * sizeof(ulong)), DriverToDevice, out list))
                    {
                        return -12;
                    }

                    ulong* prp = list.Pointer<ulong>(0);
                    for (nuint i = 0; i < entries; i++)
                    {
                        prp[i] = (next + (ulong)(i * HalConstants.PageSize)).Value;
                    }

                    second = list.Paddr;
                }
            }

            result = Execute(write ? Write : Read, start, second);
        }
        finally
        {
            THal.Unshare(start, data, direction);
            list?.Dispose();
        }

        return result;
    }

    private int Execute(byte opcode, PhysAddr prp1, PhysAddr prp2)
    {
        int command = queue.Submit(opcode, prp1, prp2);
        if (command < 0)
        {
            return command;
        }

        queue.RingDoorbell();
        var deadline = Deadline.In(30_000);
        while (!queue.IsDone(command))
        {
            if (deadline.Expired)
            {
                controller.Reset();
                return -110;
            }

            Thread.Yield();
        }

        return queue.Error;
    }
}
