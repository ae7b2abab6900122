using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A cipher in place or from one buffer into another.</summary>
public sealed class CryptoCipher<THal>(CryptoUnit unit) : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _key = new(1, DriverToDevice);

    public void SetKey(ReadOnlySpan<byte> key)
    {
        if (key.Length is not (16 or 24 or 32))
        {
            throw new ArgumentException("a key is of 16, 24 or 32 bytes", nameof(key));
        }

        key.CopyTo(_key.AsSpan());
    }

    public int Encrypt(DmaBuffer source, DmaBuffer destination)
    {
        if (source.Length > destination.Length)
        {
            return -22;
        }

        if (source == destination)
        {
            PhysAddr both = THal.Share(source, Both);
            int status = unit.Encrypt(both, both, _key.Paddr, source.Length);
            THal.Unshare(both, source, Both);
            return status;
        }

        PhysAddr from = THal.Share(source, DriverToDevice);
        PhysAddr to = default;
        try
        {
            to = THal.Share(destination, DeviceToDriver);
            return unit.Encrypt(from, to, _key.Paddr, source.Length);
        }
        finally
        {
            if (to != default)
            {
                THal.Unshare(to, destination, DeviceToDriver);
            }

            THal.Unshare(from, source, DriverToDevice);
        }
    }

    public void Dispose()
    {
        _key.AsSpan().Clear();
        _key.Dispose();
    }
}
