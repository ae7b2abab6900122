using System;
using System.Collections.Concurrent;
using System.Threading;
using Devices;
using Hal;

/// <summary>A worker thread owns all shares: others hand it buffers, it shares, waits and unshares until it is told to stop.</summary>
public sealed class Worker<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly BlockingCollection<DmaBuffer> _work = new();
    private readonly Device _device = new();
    private readonly Thread _thread;

    public Worker()
    {
        _thread = new Thread(Loop) { IsBackground = true };
        _thread.Start();
    }

    public void Post(DmaBuffer data) => _work.Add(data);

    private void Loop()
    {
        foreach (DmaBuffer data in _work.GetConsumingEnumerable())
        {
            PhysAddr at = default;
            try
            {
                at = THal.Share(data, BufferDirection.Both);
                _device.Program(at, data.Length);
                _device.Wait(100);
            }
            catch (DeviceException failure)
            {
                Log.Info(failure.Message);
                _device.Reset();
            }
            finally
            {
                if (at != default)
                {
                    THal.Unshare(at, data, BufferDirection.Both);
                }
            }
        }
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
