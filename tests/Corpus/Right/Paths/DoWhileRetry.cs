using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Sends until the queue takes it or the caller has had enough; each try is a share of its own.</summary>
public static class PersistentSend<THal>
    where THal : struct, IHal
{
    public static bool Send(Queue queue, DmaBuffer buffer, Func<int, bool> goOn)
    {
        int attempt = 0;
        int error;
        do
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            error = queue.AddOrError(paddr, buffer);
            if (error == 0)
            {
                while (!queue.TryPop(out PhysAddr done, out _) || done != paddr)
                {
                    Thread.Yield();
                }
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        while (error == -28 && goOn(++attempt));

        return error == 0;
    }
}
