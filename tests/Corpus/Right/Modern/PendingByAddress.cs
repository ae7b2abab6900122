using System.Collections.Concurrent;
using System.Threading.Tasks;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Requests in flight by their address; the interrupt completes the task and ends the share.
public sealed class PendingByAddress<THal> : IDisposable
    where THal : struct, IHal
{
    private sealed record Pending(PhysAddr Paddr, DmaBuffer Buffer, BufferDirection Direction, TaskCompletionSource<int> Done);

    private readonly ConcurrentDictionary<ulong, Pending> _pending = new();
    private readonly Device _device;

    public PendingByAddress(Device device)
    {
        _device = device;
        _device.OnCompleted(OnCompleted);
    }

    public Task<int> TransferAsync(DmaBuffer buffer, bool write)
    {
        BufferDirection direction = write ? DriverToDevice : DeviceToDriver;
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        PhysAddr paddr = THal.Share(buffer, direction);
        var pending = new Pending(paddr, buffer, direction, done);
        if (!_pending.TryAdd(paddr.Value, pending))
        {
            THal.Unshare(paddr, buffer, direction);
            throw new InvalidOperationException("the address is in flight");
        }

        if (!_device.Submit(paddr, buffer.Length) && _pending.TryRemove(paddr.Value, out _))
        {
            THal.Unshare(paddr, buffer, direction);
            done.SetResult(-5);
        }

        return done.Task;
    }

    public void Dispose()
    {
        _device.Reset();
        foreach (ulong key in _pending.Keys)
        {
            if (_pending.TryRemove(key, out Pending? pending))
            {
                THal.Unshare(pending.Paddr, pending.Buffer, pending.Direction);
                pending.Done.TrySetCanceled();
            }
        }
    }

    private void OnCompleted()
    {
        if (_pending.TryRemove(_device.ReadRegister(8), out Pending? pending))
        {
            THal.Unshare(pending.Paddr, pending.Buffer, pending.Direction);
            pending.Done.SetResult(_device.Status);
        }
    }
}
