using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A transfer with an optional second part; a local address that stays default says that there was none.</summary>
public static class TwoPartTransfer<THal>
    where THal : struct, IHal
{
    public static int Run(NvmeQueue queue, DmaBuffer data, int split)
    {
        PhysAddr second = default;
        DmaBuffer tail = default;
        DmaBuffer head = data;
        if (split > 0 && split < data.Length)
        {
            head = data.Slice(0, split);
            tail = data.Slice(split, data.Length - split);
            second = THal.Share(tail, DriverToDevice);
        }

        PhysAddr first = THal.Share(head, DriverToDevice);
        int command = queue.Submit(1, first, second);
        if (command >= 0)
        {
            queue.RingDoorbell();
            while (!queue.IsDone(command))
            {
                Thread.SpinWait(20);
            }
        }

        THal.Unshare(first, head, DriverToDevice);
        if (second != default)
        {
            THal.Unshare(second, tail, DriverToDevice);
        }

        return command < 0 ? command : 0;
    }
}
