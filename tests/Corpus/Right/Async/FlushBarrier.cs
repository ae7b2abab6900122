using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Write-back with barriers: a flush waits for all writes before it, and takes its own place in the order. The list of writes is swapped
// out before it is awaited; each write ends its own share.
public sealed class BarrierDisk<THal>(BlockQueue disk)
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private List<Task<int>> _sinceBarrier = new();

    public Task<int> Write(ulong sector, PinnedBuffer data)
    {
        lock (_gate)
        {
            Task<int> write = WriteOneAsync(sector, data);
            _sinceBarrier.Add(write);
            return write;
        }
    }

    public async Task<bool> BarrierAsync()
    {
        List<Task<int>> before;
        lock (_gate)
        {
            before = _sinceBarrier;
            _sinceBarrier = new List<Task<int>>();
        }

        int[] statuses = await Task.WhenAll(before).ConfigureAwait(false);
        await disk.FlushAsync().ConfigureAwait(false);
        return Array.TrueForAll(statuses, status => status == 0);
    }

    /// <summary>Takes the data over: it is released when the write is done.</summary>
    private async Task<int> WriteOneAsync(ulong sector, PinnedBuffer data)
    {
        try
        {
            DmaBuffer bytes = data.Buffer;
            PhysAddr address = THal.Share(bytes, DriverToDevice);
            try
            {
                return await disk.WriteAsync(sector, address, bytes.Length).ConfigureAwait(false);
            }
            finally
            {
                THal.Unshare(address, bytes, DriverToDevice);
            }
        }
        finally
        {
            data.Dispose();
        }
    }
}
