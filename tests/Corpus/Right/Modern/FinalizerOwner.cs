using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The dispose pattern with a finalizer that only reports: memory that a device may write is not freed by the collector.
public class FinalizerOwner<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _memory;
    private Shared<THal>? _share;
    private bool _disposed;

    public FinalizerOwner(nuint pages) => _memory = new Dma<THal>(pages, Both);

    ~FinalizerOwner() => Dispose(disposing: false);

    public PhysAddr Lend(DmaBuffer buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_share is { } old)
        {
            old.Unshare();
        }

        _share = new Shared<THal>(buffer, DriverToDevice);
        return _share.Value.Paddr;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (disposing)
        {
            _share?.Unshare();
            _share = null;
            _memory.Dispose();
        }
        else
        {
            Log.Info("an owner of DMA memory was not disposed");
        }
    }
}
