using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A writer that allows a limited number of writes in flight. The semaphore is released after the share has ended, whatever became of the
// write.
internal sealed class ThrottledWriter<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;
    private readonly SemaphoreSlim _room;
    private readonly int _limit;

    public ThrottledWriter(BlockQueue disk, int limit)
    {
        _disk = disk;
        _limit = limit;
        _room = new SemaphoreSlim(limit);
    }

    public int InFlight => _limit - _room.CurrentCount;

    public async ValueTask<int> WriteAsync(ulong sector, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        if (data.IsEmpty)
        {
            return 0;
        }

        await _room.WaitAsync(cancellation);
        try
        {
            using var copy = new PinnedBuffer(data.ToArray());
            var shared = new Shared<THal>(copy.Buffer, BufferDirection.DriverToDevice);
            try
            {
                return await _disk.WriteAsync(sector, shared.Paddr, copy.Buffer.Length);
            }
            finally
            {
                shared.Unshare();
            }
        }
        finally
        {
            _room.Release();
        }
    }

    public async Task DrainAsync()
    {
        for (int i = 0; i < _limit; i++)
        {
            await _room.WaitAsync();
        }

        _room.Release(_limit);
    }

    public void Dispose() => _room.Dispose();
}
