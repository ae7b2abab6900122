using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>Two reads in flight: the next is started before the previous one is awaited and unshared.</summary>
public sealed class ReadAhead<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public async Task ReadAsync(IReadOnlyList<DmaBuffer> blocks)
    {
        Shared<THal> previous = default;
        Task<int>? pending = null;
        for (int i = 0; i < blocks.Count; i++)
        {
            var next = new Shared<THal>(blocks[i], BufferDirection.DeviceToDriver);
            Task<int> started = _queue.ReadAsync((ulong)i, next.Paddr, blocks[i].Length);
            if (pending != null)
            {
                await pending;
                previous.Unshare();
            }

            previous = next;
            pending = started;
        }

        if (pending != null)
        {
            await pending;
            previous.Unshare();
        }
    }
}
