using System;
using System.Threading;
using Devices;
using Hal;

public sealed class PollerThread<THal> : IDisposable where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Shared<THal> _share;
    private readonly Thread _thread;
    private volatile bool _stop;

    public PollerThread(Ring ring, PinnedBuffer memory)
    {
        _ring = ring;
        _share = new Shared<THal>(memory.Buffer, BufferDirection.DeviceToDriver);
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    private void Run()
    {
        while (!_stop)
        {
            if (_ring.TryTake(out int index, out _))
            {
                _ring.Post(index, _share.Paddr, _share.Buffer.Length);
            }
        }
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        _ring.Stop();
        _share.Unshare();
    }
}
