using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Work on a dedicated scheduler with WhenEach-like loops: a dictionary from task to share.
public sealed class AsyncLocalDriver<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public async Task<int> ReadManyAsync(IReadOnlyList<PinnedBuffer> buffers)
    {
        var running = new Dictionary<Task<int>, Shared<THal>>();
        int total = 0;
        for (int i = 0; i < buffers.Count; i++)
        {
            var share = new Shared<THal>(buffers[i].Buffer, DeviceToDriver);
            running.Add(queue.ReadAsync((ulong)i, share.Paddr, share.Buffer.Length), share);
        }

        while (running.Count > 0)
        {
            Task<int> finished = await Task.WhenAny(running.Keys);
            running.Remove(finished, out Shared<THal> share);
            share.Unshare();
            total += finished.IsCompletedSuccessfully ? finished.Result : 0;
        }

        return total;
    }
}
