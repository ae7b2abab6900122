using System;
using Devices;
using Hal;

/// <summary>The classic Dispose(bool) pattern over two classes: the base owns one share, the derived class another.</summary>
public class BaseChannel<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal> _control;
    private bool _disposed;

    public BaseChannel(DmaBuffer control) => _control = new Shared<THal>(control, BufferDirection.Both);

    public void Dispose()
    {
        Dispose(true);
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
            _control.Unshare();
        }
    }
}

/// <summary>A channel with data.</summary>
public class DataChannel<THal> : BaseChannel<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal> _data;

    public DataChannel(DmaBuffer control, DmaBuffer data)
        : base(control) => _data = new Shared<THal>(data, BufferDirection.DeviceToDriver);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _data.Unshare();
        }

        base.Dispose(disposing);
    }
}
