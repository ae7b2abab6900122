using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Counters and checks between share and unshare that must not look like other conditions.
public sealed class GuardedCounters<THal>(Device device)
    where THal : struct, IHal
{
    private long _errors;

    public bool Run(DmaBuffer buffer, int retries)
    {
        bool good = false;
        bool mapped = false;
        PhysAddr paddr = default;
        for (int i = 0; !good && i < retries; i++)
        {
            if (!mapped)
            {
                paddr = THal.Share(buffer, Both);
                mapped = true;
            }

            good = device.Submit(paddr) && device.Wait(5);
            if (!good)
            {
                Interlocked.Increment(ref _errors);
                if (i % 2 == 1)
                {
                    device.Reset();
                    THal.Unshare(paddr, buffer, Both);
                    mapped = false;
                }
            }
        }

        if (mapped)
        {
            if (!good)
            {
                device.Reset();
            }

            THal.Unshare(paddr, buffer, Both);
        }

        return good;
    }
}
