using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A block device with a queue for each processor; a request goes to the queue of the thread that submits it.</summary>
public sealed class BlockMultiQueue<THal>(BlockQueue[] queues)
    where THal : struct, IHal
{
    public async ValueTask<int> TransferAsync(ulong sector, DmaBuffer data, bool write)
    {
        BlockQueue queue = queues[Environment.CurrentManagedThreadId % queues.Length];
        BufferDirection direction = write ? DriverToDevice : DeviceToDriver;
        PhysAddr paddr = THal.Share(data, direction);
        try
        {
            return write
                ? await queue.WriteAsync(sector, paddr, data.Length).ConfigureAwait(false)
                : await queue.ReadAsync(sector, paddr, data.Length).ConfigureAwait(false);
        }
        finally
        {
            THal.Unshare(paddr, data, direction);
        }
    }

    public async Task<int> MirrorAsync(ulong sector, DmaBuffer data)
    {
        var copies = new List<(Task<int> Task, PhysAddr Paddr)>(queues.Length);
        try
        {
            foreach (BlockQueue queue in queues)
            {
                PhysAddr paddr = THal.Share(data, DriverToDevice);
                copies.Add((queue.WriteAsync(sector, paddr, data.Length), paddr));
            }

            int[] results = await Task.WhenAll(copies.Select(c => c.Task)).ConfigureAwait(false);
            return results.Min();
        }
        finally
        {
            foreach (var (task, paddr) in copies)
            {
                await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                THal.Unshare(paddr, data, DriverToDevice);
            }
        }
    }
}
