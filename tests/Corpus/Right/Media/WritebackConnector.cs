using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A virtual connector that writes the composed picture back to memory, signalled by a fence. A job that is never signalled is cancelled
// by a reset; only then does the memory go back to the client.
public sealed class WritebackConnector<THal>(Device display)
    where THal : struct, IHal
{
    private sealed class Job
    {
        public required Shared<THal> Target { get; init; }

        public required TaskCompletionSource<bool> Fence { get; init; }
    }

    private Job? _job;

    public Task<bool> Capture(DmaBuffer target)
    {
        if (_job is not null)
        {
            return Task.FromResult(false);
        }

        var job = new Job
        {
            Target = new Shared<THal>(target, DeviceToDriver),
            Fence = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously),
        };
        _job = job;
        display.Program(job.Target.Paddr, target.Length);
        display.Kick();
        return job.Fence.Task;
    }

    public void FrameDone()
    {
        if (display.Poll())
        {
            Complete(true);
        }
    }

    public void Cancel()
    {
        if (_job is not null)
        {
            display.Reset();
            Complete(false);
        }
    }

    private void Complete(bool written)
    {
        Job? job = Interlocked.Exchange(ref _job, null);
        if (job is null)
        {
            return;
        }

        job.Target.Unshare();
        job.Fence.TrySetResult(written);
    }
}
