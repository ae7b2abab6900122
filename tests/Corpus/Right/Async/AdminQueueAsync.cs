using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An admin queue with many callers: each awaits its own completion, and gives up after its time.</summary>
public sealed class AdminQueueAsync<THal>(VendorQueue queue, Device device)
    where THal : struct, IHal
{
    private sealed record Pending(DmaBuffer Buffer, TaskCompletionSource<bool> Source);

    private readonly Dictionary<PhysAddr, Pending> _pending = [];
    private readonly Lock _gate = new();

    public async Task<bool> ExecuteAsync(DmaBuffer command, TimeSpan timeout)
    {
        var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        PhysAddr paddr = THal.Share(command, Both);
        lock (_gate)
        {
            if (queue.Post(paddr, command) != 0)
            {
                THal.Unshare(paddr, command, Both);
                return false;
            }

            _pending.Add(paddr, new Pending(command, source));
        }

        device.Kick();
        try
        {
            return await source.Task.WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            Abort();
            return false;
        }
    }

    /// <summary>From the interrupt.</summary>
    public void OnFinished(PhysAddr paddr)
    {
        Pending? pending;
        lock (_gate)
        {
            if (!_pending.Remove(paddr, out pending))
            {
                return;
            }
        }

        THal.Unshare(paddr, pending.Buffer, Both);
        pending.Source.TrySetResult(true);
    }

    private void Abort()
    {
        lock (_gate)
        {
            device.Reset();
            foreach (var (paddr, pending) in _pending)
            {
                THal.Unshare(paddr, pending.Buffer, Both);
                pending.Source.TrySetResult(false);
            }

            _pending.Clear();
        }
    }
}
