using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like software radio dongles: a fixed number of transfers is always with the host, samples are dropped when late. The in-flight
// transfers are counted in a field; closing kills each and frees only what came back.
public sealed class SampleStream<THal>(UsbHost host, Action<DmaBuffer> samples)
    where THal : struct, IHal
{
    private const int Transfers = 8;

    private readonly Urb?[] _urbs = new Urb?[Transfers];
    private readonly PinnedBuffer _memory = new(Transfers * 16384);
    private int _inFlight;
    private volatile bool _stopping;

    public int InFlight => _inFlight;

    public void Start()
    {
        for (int i = 0; i < Transfers; i++)
        {
            if (_urbs[i] is null)
            {
                var urb = new Urb { Endpoint = 0x81, Buffer = _memory.Buffer.Slice(i * 16384, 16384), Complete = Completed };
                _urbs[i] = urb;
                Submit(urb);
            }
        }
    }

    public void Stop()
    {
        _stopping = true;
        foreach (Urb? urb in _urbs)
        {
            if (urb is not null)
            {
                host.Kill(urb);
            }
        }

        SpinWait.SpinUntil(() => Volatile.Read(ref _inFlight) == 0);
        _memory.Dispose();
    }

    private void Submit(Urb urb)
    {
        urb.Address = THal.Share(urb.Buffer, BufferDirection.DeviceToDriver);
        Interlocked.Increment(ref _inFlight);
        if (host.Submit(urb) < 0)
        {
            Finish(urb);
        }
    }

    private void Completed(Urb urb)
    {
        bool good = urb.Status == 0 && !_stopping;
        Finish(urb);
        if (good)
        {
            if (urb.Actual == urb.Buffer.Length)
            {
                samples(urb.Buffer);
            }

            Submit(urb);
            if (_stopping)
            {
                host.Kill(urb);
            }
        }
    }

    private void Finish(Urb urb)
    {
        THal.Unshare(urb.Address, urb.Buffer, BufferDirection.DeviceToDriver);
        Interlocked.Decrement(ref _inFlight);
    }
}
