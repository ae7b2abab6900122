using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Many reads at once, each with its memory and share; one that fails leaves the others alone.</summary>
public sealed class ParallelReads<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public async Task<byte[]?[]> ReadAllAsync(IEnumerable<(ulong Sector, int Length)> extents)
    {
        using var throttle = new SemaphoreSlim(queue.Depth);
        Task<byte[]?>[] reads = [.. extents.Select(extent => ReadOneAsync(throttle, extent.Sector, extent.Length))];
        return await Task.WhenAll(reads);
    }

    private async Task<byte[]?> ReadOneAsync(SemaphoreSlim throttle, ulong sector, int length)
    {
        await throttle.WaitAsync();
        var completion = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var memory = new PinnedBuffer(length);
        try
        {
            var shared = new Shared<THal>(memory.Buffer, DeviceToDriver);
            try
            {
                if (!queue.TryStart(sector, shared.Paddr, length, completion.SetResult))
                {
                    return null;
                }

                if (await completion.Task != 0)
                {
                    return null;
                }
            }
            finally
            {
                shared.Unshare();
            }

            return memory.Buffer.AsReadOnlySpan().ToArray();
        }
        catch (DmaException)
        {
            return null;
        }
        finally
        {
            memory.Dispose();
            throttle.Release();
        }
    }
}
