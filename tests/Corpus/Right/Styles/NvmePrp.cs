using System.Threading;
using Devices;
using Hal;

/// <summary>PRP1, PRP2 and a list when more than two pages are touched.</summary>
public sealed unsafe class NvmePrp<THal>(NvmeQueue queue, Dma<THal> lists) where THal : struct, IHal
{
    public int Transfer(byte opcode, DmaBuffer data)
    {
        var direction = opcode == 1 ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
        PhysAddr start = THal.Share(data, direction);
        try
        {
            ulong first = start.Value;
            ulong end = first + (ulong)data.Length;
            ulong second = (first & ~0xfffUL) + 4096;
            PhysAddr prp2 = default;
            if (second < end)
            {
                if (end - second <= 4096)
                {
                    prp2 = new PhysAddr(second);
                }
                else
                {
                    ulong* list = lists.Pointer<ulong>(0);
                    int i = 0;
                    for (ulong page = second; page < end; page += 4096)
                    {
                        list[i++] = page;
                    }

                    prp2 = lists.Paddr;
                }
            }

            int command = queue.Submit(opcode, start, prp2);
            if (command < 0)
            {
                return command;
            }

            queue.RingDoorbell();
            while (!queue.IsDone(command))
            {
                Thread.Yield();
            }

            return queue.Error;
        }
        finally
        {
            THal.Unshare(start, data, direction);
        }
    }
}
