using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Messages to a coprocessor with numbers, and answers that come in any order through a vendor queue. The answer's address finds the
// request; the request's share ends before its task is completed.
public sealed class MessageRouter<THal> : IDisposable
    where THal : struct, IHal
{
    private sealed record Pending(DmaBuffer Message, TaskCompletionSource<int> Answer);

    private readonly VendorQueue _queue;
    private readonly ConcurrentDictionary<PhysAddr, Pending> _pending = new();

    public MessageRouter(VendorQueue queue)
    {
        _queue = queue;
        queue.Finished += Answered;
    }

    public Task<int> Send(DmaBuffer message)
    {
        PhysAddr address = THal.Share(message, Both);
        var pending = new Pending(message, new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
        _pending[address] = pending;
        if (_queue.Post(address, message) is var error and not 0)
        {
            if (_pending.TryRemove(address, out _))
            {
                THal.Unshare(address, message, Both);
            }

            return Task.FromResult(-(int)error);
        }

        return pending.Answer.Task;
    }

    public void Dispose()
    {
        foreach ((PhysAddr address, Pending pending) in _pending)
        {
            if (_queue.TryCancel(address) && _pending.TryRemove(address, out _))
            {
                THal.Unshare(address, pending.Message, Both);
                pending.Answer.TrySetCanceled();
            }
        }

        while (!_pending.IsEmpty)
        {
            // What could not be cancelled is about to be answered.
            _queue.Poll();
        }

        _queue.Finished -= Answered;
    }

    private void Answered(PhysAddr address, DmaBuffer message)
    {
        if (_pending.TryRemove(address, out Pending? pending))
        {
            THal.Unshare(address, pending.Message, Both);
            pending.Answer.TrySetResult(0);
        }
    }
}
