using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>At most so many writes at a time, each a task of its own.</summary>
public sealed class BoundedWriter<THal>(BlockQueue queue, int depth) : IAsyncDisposable
    where THal : struct, IHal
{
    private readonly SemaphoreSlim _room = new(depth, depth);

    public async Task WriteAsync(ulong sector, DmaBuffer data)
    {
        await _room.WaitAsync();
        PhysAddr paddr;
        try
        {
            paddr = THal.Share(data, DriverToDevice);
        }
        catch
        {
            _room.Release();
            throw;
        }

        try
        {
            int status = await queue.WriteAsync(sector, paddr, data.Length);
            if (status != 0)
            {
                throw new DeviceException($"sector {sector}: {status}");
            }
        }
        finally
        {
            THal.Unshare(paddr, data, DriverToDevice);
            _room.Release();
        }
    }

    public Task WriteAllAsync(IEnumerable<(ulong Sector, DmaBuffer Data)> writes)
        => Task.WhenAll(writes.Select(write => WriteAsync(write.Sector, write.Data)));

    public async ValueTask DisposeAsync()
    {
        for (int i = 0; i < depth; i++)
        {
            await _room.WaitAsync();
        }

        _room.Dispose();
    }
}
