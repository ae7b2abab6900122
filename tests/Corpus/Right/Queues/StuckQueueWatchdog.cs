using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A watchdog that resets a queue when its oldest request makes no progress. After the reset every request is shared anew and submitted
// again, up to a number of attempts.
internal sealed class StuckQueueWatchdog<THal>
    where THal : struct, IHal
{
    private sealed class Request
    {
        public required DmaBuffer Buffer;
        public required Action<bool> Done;
        public Shared<THal> Share;
        public int Attempts;
    }

    private const int MaxAttempts = 3;

    private readonly Device _device;
    private Queue<Request> _active = new();

    public StuckQueueWatchdog(Device device) => _device = device;

    public void Send(DmaBuffer buffer, Action<bool> done) => Submit(new Request { Buffer = buffer, Done = done });

    public void OnCompletion()
    {
        if (_active.TryDequeue(out Request? request))
        {
            request.Share.Unshare();
            request.Done(true);
        }
    }

    public void OnStuck()
    {
        _device.Reset();
        Queue<Request> stuck = _active;
        _active = new Queue<Request>();
        foreach (Request request in stuck)
        {
            request.Share.Unshare();
            request.Share = default;
        }

        foreach (Request request in stuck)
        {
            Submit(request);
        }
    }

    private void Submit(Request request)
    {
        if (++request.Attempts > MaxAttempts)
        {
            request.Done(false);
            return;
        }

        request.Share = new Shared<THal>(request.Buffer, BufferDirection.DriverToDevice);
        if (_device.Submit(request.Share.Paddr, request.Buffer.Length))
        {
            _active.Enqueue(request);
            return;
        }

        request.Share.Unshare();
        request.Share = default;
        request.Done(false);
    }
}
