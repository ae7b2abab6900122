using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// An asynchronous send: the task ends when the completion for its slot comes in. The share is ended by the completion, once, before the
// task is completed; a refused send ends it itself.
public sealed class AsyncSender<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly object _gate = new();
    private readonly Waiting?[] _waiting;

    public AsyncSender(Ring ring)
    {
        _ring = ring;
        _waiting = new Waiting?[ring.Size];
    }

    public Task<bool> SendAsync(PinnedBuffer frame)
    {
        var share = new Shared<THal>(frame.Buffer, BufferDirection.DriverToDevice);
        lock (_gate)
        {
            if (_ring.TryPost(share.Paddr, share.Buffer.Length, out int index))
            {
                var waiting = new Waiting(share);
                _waiting[index] = waiting;
                _ring.Doorbell();
                return waiting.Source.Task;
            }
        }

        share.Unshare();
        return Task.FromResult(false);
    }

    public void OnInterrupt()
    {
        while (TakeDone() is { } done)
        {
            done.Share.Unshare();
            done.Source.SetResult(true);
        }
    }

    private Waiting? TakeDone()
    {
        lock (_gate)
        {
            if (!_ring.TryTake(out int index, out _))
            {
                return null;
            }

            Waiting? done = _waiting[index];
            _waiting[index] = null;
            return done;
        }
    }

    private sealed class Waiting
    {
        public Waiting(Shared<THal> share) => Share = share;

        public Shared<THal> Share { get; }

        public TaskCompletionSource<bool> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
