using System.Threading.Tasks;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A status block that is shared once for a loop of polls; it is read from memory only between two shares.
public sealed class PeriodicStatus<THal>(Device device)
    where THal : struct, IHal
{
    public async Task WatchAsync(DmaBuffer block, Func<byte, bool> onStatus, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        PhysAddr paddr = THal.Share(block, DeviceToDriver);
        bool shared = true;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                device.Start(paddr, block.Length);
                await device.DoneAsync();
                THal.Unshare(paddr, block, DeviceToDriver);
                shared = false;
                if (!onStatus(block[0]))
                {
                    break;
                }

                paddr = THal.Share(block, DeviceToDriver);
                shared = true;
            }
        }
        finally
        {
            if (shared)
            {
                device.Reset();
                THal.Unshare(paddr, block, DeviceToDriver);
            }
        }
    }
}
