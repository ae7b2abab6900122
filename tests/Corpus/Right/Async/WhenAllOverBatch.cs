using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>A batch of asynchronous writes; after WhenAll every share of the list is ended.</summary>
public sealed class AsyncBatch<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public async Task<int> WriteAsync(ulong sector, IReadOnlyList<DmaBuffer> blocks)
    {
        var shares = new List<Shared<THal>>();
        var writes = new List<Task<int>>();
        try
        {
            for (int i = 0; i < blocks.Count; i++)
            {
                var share = new Shared<THal>(blocks[i], BufferDirection.DriverToDevice);
                shares.Add(share);
                writes.Add(_queue.WriteAsync(sector + (ulong)i, share.Paddr, blocks[i].Length));
            }

            int[] all = await Task.WhenAll(writes);
            return all.Sum();
        }
        finally
        {
            await _queue.FlushAsync();
            foreach (Shared<THal> share in shares)
            {
                share.Unshare();
            }
        }
    }
}
