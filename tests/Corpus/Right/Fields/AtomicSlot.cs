using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// One request at a time: the slot is filled and emptied under a lock, and whoever empties it ends the request. Timeout, completion and
// shutdown each take the request out, so exactly one of them ends the share.
public sealed class SingleSlot<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Timer _timer;
    private readonly object _gate = new();
    private Request? _current;

    public SingleSlot(Device device)
    {
        _device = device;
        _timer = new Timer(static state => ((SingleSlot<THal>)state!).OnTimeout(), this, Timeout.Infinite, Timeout.Infinite);
        _device.OnCompleted(OnCompleted);
    }

    public bool TryStart(DmaBuffer data, Action<bool> done)
    {
        lock (_gate)
        {
            if (_current is not null)
            {
                return false;
            }

            var request = new Request(new Shared<THal>(data, BufferDirection.DriverToDevice), done);
            _current = request;
            _timer.Change(1000, Timeout.Infinite);
            _device.Program(request.Share.Paddr, data.Length);
            _device.Kick();
            return true;
        }
    }

    public void Dispose()
    {
        Stop();
        _timer.Dispose();
    }

    private void OnCompleted() => Finish(true);

    private void OnTimeout()
    {
        Log.Info("the request timed out");
        Stop();
    }

    private void Stop()
    {
        lock (_gate)
        {
            _device.Reset();
            Finish(false);
        }
    }

    private void Finish(bool good)
    {
        Request? finished;
        lock (_gate)
        {
            finished = _current;
            _current = null;
            finished?.Share.Unshare();
        }

        finished?.Done(good);
    }

    private sealed record Request(Shared<THal> Share, Action<bool> Done);
}
