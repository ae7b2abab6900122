using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>Shares travel as the state of a continuation, of a timer, of a work item and of event arguments.</summary>
public sealed class StateObjects<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private sealed class WorkItem : IThreadPoolWorkItem
    {
        public Shared<THal> Share { get; init; }

        public void Execute() => Share.Unshare();
    }

    public sealed class FinishedArgs(PhysAddr at, DmaBuffer data) : EventArgs
    {
        public PhysAddr At { get; } = at;

        public DmaBuffer Data { get; } = data;
    }

    public event EventHandler<FinishedArgs>? Finished;

    public Task Continued(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.Both);
        _device.Program(share.Paddr, data.Length);
        return _device.DoneAsync().ContinueWith(static (_, state) => ((Shared<THal>)state!).Unshare(), share, TaskScheduler.Default);
    }

    public Timer Timed(DmaBuffer data)
    {
        object share = new Shared<THal>(data, BufferDirection.Both);
        return new Timer(static state => ((Shared<THal>)state!).Unshare(), share, 100, Timeout.Infinite);
    }

    public void Queued(DmaBuffer data) =>
        ThreadPool.UnsafeQueueUserWorkItem(new WorkItem { Share = new Shared<THal>(data, BufferDirection.Both) }, preferLocal: false);

    public void Raised(DmaBuffer data)
    {
        EventHandler<FinishedArgs> finished = Finished ?? throw new InvalidOperationException("Nobody takes the buffer.");
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _device.Start(at, data.Length);
        finished(this, new FinishedArgs(at, data));
    }
}
