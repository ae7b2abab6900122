using System;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A service that reads requests from a channel and answers each by its task.</summary>
public sealed class BlockService<THal>(BlockQueue queue) : IAsyncDisposable
    where THal : struct, IHal
{
    private sealed record Job(ulong Sector, DmaBuffer Data, bool Write, TaskCompletionSource<int> Done);

    private readonly Channel<Job> _jobs = Channel.CreateUnbounded<Job>(new UnboundedChannelOptions { SingleReader = true });
    private Task? _worker;

    public void Start() => _worker ??= Task.Run(WorkAsync);

    public Task<int> ReadAsync(ulong sector, DmaBuffer into) => PostAsync(sector, into, false);

    public Task<int> WriteAsync(ulong sector, DmaBuffer from) => PostAsync(sector, from, true);

    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        if (_worker is { } worker)
        {
            await worker.ConfigureAwait(false);
        }
    }

    private Task<int> PostAsync(ulong sector, DmaBuffer data, bool write)
    {
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_jobs.Writer.TryWrite(new Job(sector, data, write, done)))
        {
            done.SetException(new ObjectDisposedException(nameof(BlockService<THal>)));
        }

        return done.Task;
    }

    private async Task WorkAsync()
    {
        await foreach (Job job in _jobs.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            BufferDirection direction = job.Write ? DriverToDevice : DeviceToDriver;
            PhysAddr paddr;
            try
            {
                paddr = THal.Share(job.Data, direction);
            }
            catch (DmaException noRoom)
            {
                job.Done.SetException(noRoom);
                continue;
            }

            int status;
            try
            {
                status = job.Write
                    ? await queue.WriteAsync(job.Sector, paddr, job.Data.Length).ConfigureAwait(false)
                    : await queue.ReadAsync(job.Sector, paddr, job.Data.Length).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                THal.Unshare(paddr, job.Data, direction);
                job.Done.SetException(failure);
                continue;
            }

            THal.Unshare(paddr, job.Data, direction);
            job.Done.SetResult(status);
        }
    }
}
