using System.Collections.Generic;
using System.Threading.Tasks;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An asynchronous queue behind an interface: what the task says decides who ends the share.
public interface IAsyncQueue
{
    ValueTask<bool> EnqueueAsync(PhysAddr paddr, DmaBuffer buffer, CancellationToken cancellation);

    Task CompletionOf(PhysAddr paddr);
}

public sealed class AsyncQueueInterface<THal>(IAsyncQueue queue)
    where THal : struct, IHal
{
    public async Task<bool> SendAsync(DmaBuffer buffer, CancellationToken cancellation)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        bool queued = false;
        try
        {
            queued = await queue.EnqueueAsync(paddr, buffer, cancellation);
        }
        finally
        {
            if (!queued)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }

        if (!queued)
        {
            return false;
        }

        await queue.CompletionOf(paddr);
        THal.Unshare(paddr, buffer, DriverToDevice);
        return true;
    }

    public async IAsyncEnumerable<bool> SendAllAsync(IAsyncEnumerable<DmaBuffer> buffers)
    {
        await foreach (DmaBuffer buffer in buffers)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            bool queued;
            try
            {
                queued = await queue.EnqueueAsync(paddr, buffer, default);
            }
            catch
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                throw;
            }

            if (queued)
            {
                await queue.CompletionOf(paddr);
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            yield return queued;
        }
    }
}
