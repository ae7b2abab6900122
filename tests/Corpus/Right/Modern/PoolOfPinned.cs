using System.Collections.Concurrent;
using System.Threading.Tasks;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Pinned buffers from a pool of the driver's own; they go back when the share has ended.
public sealed class PoolOfPinned<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private readonly ConcurrentQueue<PinnedBuffer> _pool = new();

    public async Task<int> ReadAsync(ulong sector, Memory<byte> into)
    {
        if (!_pool.TryDequeue(out PinnedBuffer? memory))
        {
            memory = new PinnedBuffer(4096);
        }

        int status;
        PhysAddr paddr = THal.Share(memory.Buffer, DeviceToDriver);
        try
        {
            status = await queue.ReadAsync(sector, paddr, into.Length);
        }
        finally
        {
            THal.Unshare(paddr, memory.Buffer, DeviceToDriver);
        }

        if (status >= 0)
        {
            memory.Buffer.AsReadOnlySpan()[..into.Length].CopyTo(into.Span);
        }

        _pool.Enqueue(memory);
        return status;
    }
}
