using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Parts complete in any order; the last one ends all shares.
public sealed class CountdownCompletion<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private sealed class Batch(Shared<THal>[] shares, TaskCompletionSource<int> done)
    {
        private int _left = shares.Length;
        private int _worst;

        public void PartDone(int status)
        {
            if (status < 0)
            {
                Interlocked.CompareExchange(ref _worst, status, 0);
            }

            if (Interlocked.Decrement(ref _left) > 0)
            {
                return;
            }

            foreach (ref readonly Shared<THal> share in shares.AsSpan())
            {
                share.Unshare();
            }

            done.SetResult(_worst);
        }
    }

    public Task<int> ReadAsync(ulong sector, IReadOnlyList<DmaBuffer> parts)
    {
        if (parts is [])
        {
            return Task.FromResult(0);
        }

        var done = new TaskCompletionSource<int>();
        Shared<THal>[] shares = [.. parts.Select(part => new Shared<THal>(part, DeviceToDriver))];
        var batch = new Batch(shares, done);
        for (int i = 0; i < shares.Length; i++)
        {
            if (!queue.TryStart(sector + (ulong)i, shares[i].Paddr, parts[i].Length, batch.PartDone))
            {
                batch.PartDone(-11);
            }
        }

        return done.Task;
    }
}
