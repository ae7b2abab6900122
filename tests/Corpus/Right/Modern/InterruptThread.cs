using System.Collections.Concurrent;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The interrupt hands finished requests to a thread, which ends the shares and calls back.
public sealed class InterruptThread<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly record struct Finished(Shared<THal> Share, Action<int> Done, int Status);

    private readonly BlockingCollection<Finished> _finished = new(128);
    private readonly ConcurrentDictionary<int, (Shared<THal> Share, Action<int> Done)> _inFlight = new();
    private readonly Thread _thread;
    private readonly NvmeQueue _queue;

    public InterruptThread(NvmeQueue queue)
    {
        _queue = queue;
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public bool TryRead(DmaBuffer buffer, Action<int> done)
    {
        Shared<THal> share = new(buffer, DeviceToDriver);
        int command = _queue.Submit(2, share.Paddr, default);
        if (command < 0)
        {
            share.Unshare();
            return false;
        }

        _inFlight[command] = (share, done);
        _queue.WhenDone(command, status => OnInterrupt(command, status));
        return true;
    }

    public void Dispose()
    {
        _finished.CompleteAdding();
        _thread.Join();
    }

    private void OnInterrupt(int command, int status)
    {
        if (_inFlight.TryRemove(command, out var request))
        {
            _finished.Add(new Finished(request.Share, request.Done, status));
        }
    }

    private void Run()
    {
        foreach ((Shared<THal> share, Action<int> done, int status) in _finished.GetConsumingEnumerable())
        {
            share.Unshare();
            done(status);
        }
    }
}
