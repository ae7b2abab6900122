using System;
using Devices;
using Hal;

/// <summary>An owner whose constructor takes the share and whose Dispose gives it back.</summary>
public sealed class FrameMapping<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal> _share;
    private bool _disposed;

    public FrameMapping(DmaBuffer frame, bool scanout)
    {
        _share = new Shared<THal>(frame, scanout ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
    }

    public PhysAddr Address => _share.Paddr;

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _share.Unshare();
        }
    }
}

/// <summary>Its user.</summary>
public sealed class Scanout<THal>
    where THal : struct, IHal
{
    private readonly Device _display = new();

    public void Show(DmaBuffer frame)
    {
        using var mapping = new FrameMapping<THal>(frame, scanout: true);
        _display.Program(mapping.Address, frame.Length);
        _display.Wait(16);
    }
}
