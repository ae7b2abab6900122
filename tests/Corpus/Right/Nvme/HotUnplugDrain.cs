using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A device is pulled while requests run: their owners hear an error, their shares end after the reset. The collection is taken as a
// whole under the lock, and what was taken is ended outside it.
public sealed class UnpluggableQueue<THal>
    where THal : struct, IHal
{
    private sealed record Pending(Shared<THal> Data, TaskCompletionSource<bool> Done);

    private readonly Device _device;
    private readonly object _gate = new();
    private Dictionary<PhysAddr, Pending> _pending = new();
    private bool _gone;

    public UnpluggableQueue(Device device) => _device = device;

    public Task<bool> SendAsync(DmaBuffer data)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_gone)
            {
                return Task.FromResult(false);
            }

            var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
            if (!_device.Submit(share.Paddr, data.Length))
            {
                share.Unshare();
                return Task.FromResult(false);
            }

            _pending.Add(share.Paddr, new Pending(share, done));
        }

        return done.Task;
    }

    public void OnDone(PhysAddr address)
    {
        Pending? finished;
        lock (_gate)
        {
            if (!_pending.Remove(address, out finished))
            {
                return;
            }

            finished.Data.Unshare();
        }

        finished.Done.SetResult(true);
    }

    public void OnUnplugged()
    {
        Dictionary<PhysAddr, Pending> left;
        lock (_gate)
        {
            _gone = true;
            left = _pending;
            _pending = new Dictionary<PhysAddr, Pending>();
        }

        _device.Reset();
        foreach (Pending pending in left.Values)
        {
            pending.Data.Unshare();
            pending.Done.SetResult(false);
        }
    }
}
