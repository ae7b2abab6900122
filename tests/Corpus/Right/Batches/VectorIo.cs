using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A vector of user buffers, with an enumerator that ends each share before it makes the next.</summary>
public static class VectorIo
{
    public static long WriteAll<THal>(BlockQueue queue, ulong sector, IEnumerable<DmaBuffer> vector)
        where THal : struct, IHal
    {
        long total = 0;
        using var pending = new SemaphoreSlim(0);
        int outstanding = 0;
        int failed = 0;
        foreach (DmaBuffer part in vector)
        {
            var shared = new Shared<THal>(part, DriverToDevice);
            outstanding++;
            if (!queue.TryStart(sector, shared.Paddr, part.Length, Finish))
            {
                outstanding--;
                shared.Unshare();
                Interlocked.Increment(ref failed);
                break;
            }

            sector += (ulong)part.Length / 512;
            total += part.Length;

            void Finish(int status)
            {
                shared.Unshare();
                if (status != 0)
                {
                    Interlocked.Increment(ref failed);
                }

                pending.Release();
            }
        }

        for (; outstanding > 0; outstanding--)
        {
            pending.Wait();
        }

        return failed == 0 ? total : -5;
    }
}
