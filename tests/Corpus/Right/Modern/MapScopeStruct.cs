using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A small disposable struct of the driver's own in place of the library's scope.
public readonly struct MapScope<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaBuffer _buffer;
    private readonly BufferDirection _direction;

    public MapScope(DmaBuffer buffer, BufferDirection direction)
    {
        _buffer = buffer;
        _direction = direction;
        Address = THal.Share(buffer, direction);
    }

    public PhysAddr Address { get; }

    public void Dispose() => THal.Unshare(Address, _buffer, _direction);
}

public sealed class MapScopeStruct<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Encrypt(DmaBuffer data, DmaBuffer key, DmaBuffer result)
    {
        using var source = new MapScope<THal>(data, DriverToDevice);
        using var secret = new MapScope<THal>(key, DriverToDevice);
        using (var target = new MapScope<THal>(result, DeviceToDriver))
        {
            if (unit.Encrypt(source.Address, target.Address, secret.Address, data.Length) is not 0 and var error)
            {
                return error;
            }
        }

        return result[0];
    }
}
