using System;
using Devices;
using Hal;

/// <summary>An owner whose finalizer abandons what nobody disposed, as the device may still write.</summary>
public sealed class CarefulOwner<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PhysAddr _at;
    private readonly DmaBuffer _buffer;

    public CarefulOwner(DmaBuffer buffer)
    {
        _buffer = buffer;
        _at = THal.Share(buffer, BufferDirection.DeviceToDriver);
    }

    ~CarefulOwner() => DmaOwnership.Abandon<THal>(_at);

    public bool Run(Device device) => device.Submit(_at, _buffer.Length);

    public void Dispose()
    {
        THal.Unshare(_at, _buffer, BufferDirection.DeviceToDriver);
        GC.SuppressFinalize(this);
    }
}
