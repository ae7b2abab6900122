using System;
using Devices;
using Hal;

namespace Drivers;

// Unmapping that is put off: completed mappings are collected and ended in batches, since each costs a flush. Every completed mapping
// goes to the batch exactly once, and the batch is flushed when full and at the end.
public sealed class DeferredUnmapper<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal>[] _batch;
    private int _count;

    public DeferredUnmapper(int batchSize) => _batch = new Shared<THal>[Math.Max(1, batchSize)];

    public void Add([TransfersOwnership] Shared<THal> finished)
    {
        if (_count == _batch.Length)
        {
            Flush();
        }

        _batch[_count++] = finished;
    }

    public void Flush()
    {
        foreach (Shared<THal> finished in _batch.AsSpan(0, _count))
        {
            finished.Unshare();
        }

        Array.Clear(_batch, 0, _count);
        _count = 0;
    }

    public void Dispose() => Flush();
}

public sealed class FloodSender<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly DeferredUnmapper<THal> _unmapper = new(32);

    public FloodSender(Device device) => _device = device;

    /// <summary>Sends a buffer, which stays valid and unchanged until the next Flush.</summary>
    public bool Send(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        bool sent = _device.Submit(share.Paddr, data.Length);
        if (sent && !_device.Wait(10))
        {
            _device.Reset();
            sent = false;
        }

        _unmapper.Add(share);
        return sent;
    }

    public void Flush() => _unmapper.Flush();

    public void Dispose() => _unmapper.Dispose();
}
