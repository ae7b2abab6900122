using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// An asynchronous disk API over a task-based queue. The share lives across the await as a value and ends in a finally; the memory is the
// caller's and pinned.
public sealed class AsyncDisk<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue;
    private readonly SemaphoreSlim _slots;

    public AsyncDisk(BlockQueue queue)
    {
        _queue = queue;
        _slots = new SemaphoreSlim(queue.Depth);
    }

    public async Task ReadAsync(ulong sector, Memory<byte> into, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(into.Length);
        await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var pinned = new PinnedBuffer(into);
            Check(await TransferAsync(sector, pinned.Buffer, BufferDirection.DeviceToDriver).ConfigureAwait(false));
        }
        finally
        {
            _slots.Release();
        }
    }

    public async Task WriteAsync(ulong sector, Memory<byte> from, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(from.Length);
        await _slots.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var pinned = new PinnedBuffer(from);
            Check(await TransferAsync(sector, pinned.Buffer, BufferDirection.DriverToDevice).ConfigureAwait(false));
            await _queue.FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<int> TransferAsync(ulong sector, DmaBuffer data, BufferDirection direction)
    {
        var share = new Shared<THal>(data, direction);
        try
        {
            return direction == BufferDirection.DeviceToDriver
                ? await _queue.ReadAsync(sector, share.Paddr, data.Length).ConfigureAwait(false)
                : await _queue.WriteAsync(sector, share.Paddr, data.Length).ConfigureAwait(false);
        }
        finally
        {
            share.Unshare();
        }
    }

    private static void Check(int status)
    {
        if (status < 0)
        {
            throw new DeviceException($"The disk reported {status}.");
        }
    }
}
