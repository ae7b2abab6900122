using System;
using System.Collections.Concurrent;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like threaded interrupts: the handler only notes that there is work, a thread takes the completions. The thread ends the shares of
// what is done; stopping joins it before the rest is ended.
public sealed class CompletionThread<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly ConcurrentQueue<Shared<THal>> _posted = new();
    private readonly AutoResetEvent _work = new(false);
    private readonly Ring _ring;
    private readonly Thread _thread;
    private volatile bool _stop;

    public CompletionThread(Ring ring)
    {
        _ring = ring;
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public bool Post(DmaBuffer buffer)
    {
        var share = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
        lock (_ring)
        {
            if (!_stop && _ring.TryPost(share.Paddr, buffer.Length, out _))
            {
                _posted.Enqueue(share);
                _ring.Doorbell();
                return true;
            }
        }

        share.Unshare();
        return false;
    }

    public void Interrupt() => _work.Set();

    public void Dispose()
    {
        lock (_ring)
        {
            _stop = true;
            _ring.Stop();
        }

        _work.Set();
        _thread.Join();
        while (_posted.TryDequeue(out Shared<THal> share))
        {
            share.Unshare();
        }

        _work.Dispose();
    }

    private void Run()
    {
        while (!_stop)
        {
            _work.WaitOne();
            lock (_ring)
            {
                while (!_posted.IsEmpty && _ring.TryTake(out _, out _))
                {
                    if (_posted.TryDequeue(out Shared<THal> done))
                    {
                        done.Unshare();
                    }
                }
            }
        }
    }
}
