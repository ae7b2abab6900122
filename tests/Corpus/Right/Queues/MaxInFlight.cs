using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A window of requests: when it is full, the oldest is awaited before the next is started.</summary>
public sealed class MaxInFlight<THal>(BlockQueue queue, int window)
    where THal : struct, IHal
{
    public async Task<bool> WriteAsync(ulong sector, IEnumerable<DmaBuffer> pieces)
    {
        var inFlight = new Queue<(Task<int> Task, Shared<THal> Share)>();
        bool good = true;
        foreach (DmaBuffer piece in pieces)
        {
            if (inFlight.Count == window)
            {
                good &= await FinishOldest();
            }

            if (!good)
            {
                break;
            }

            var share = new Shared<THal>(piece, DriverToDevice);
            inFlight.Enqueue((queue.WriteAsync(sector, share.Paddr, piece.Length), share));
            sector += (ulong)piece.Length / 512;
        }

        while (inFlight.Count > 0)
        {
            good &= await FinishOldest();
        }

        return good;

        async Task<bool> FinishOldest()
        {
            var (task, share) = inFlight.Dequeue();
            try
            {
                return await task == 0;
            }
            finally
            {
                share.Unshare();
            }
        }
    }
}
