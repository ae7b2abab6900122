using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Completions come by an event of the queue; the handler ends what the table knows.</summary>
public sealed class EventPump<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Dictionary<PhysAddr, TaskCompletionSource> _waiting = [];

    public EventPump(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += OnFinished;
    }

    public Task SendAsync(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Add(paddr, completion);
        }

        if (queueIsFull())
        {
            lock (_waiting)
            {
                _waiting.Remove(paddr);
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            return Task.FromException(new DeviceException("the queue is full"));
        }

        return completion.Task;

        bool queueIsFull() => _queue.Post(paddr, buffer) is not 0;
    }

    private void OnFinished(PhysAddr paddr, DmaBuffer buffer)
    {
        TaskCompletionSource? completion;
        lock (_waiting)
        {
            if (!_waiting.Remove(paddr, out completion))
            {
                return;
            }
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        completion.SetResult();
    }

    public void Dispose()
    {
        while (true)
        {
            lock (_waiting)
            {
                if (_waiting.Count == 0)
                {
                    break;
                }
            }

            _queue.Poll();
        }

        _queue.Finished -= OnFinished;
    }
}
