using System;
using Devices;
using Hal;

namespace Drivers;

// A block cipher over an engine: source, destination and key are mapped for one call. A request in place is shared once, for both; else
// source and destination are shared apart.
public sealed class CipherEngine<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit;
    private readonly PinnedBuffer _key;

    public CipherEngine(CryptoUnit unit, ReadOnlySpan<byte> key)
    {
        if (key.Length is not (16 or 24 or 32))
        {
            throw new ArgumentException("A key has 128, 192 or 256 bits.", nameof(key));
        }

        _unit = unit;
        _key = new PinnedBuffer(key.Length);
        key.CopyTo(_key.Buffer.AsSpan());
    }

    public int Encrypt(DmaBuffer source, DmaBuffer destination)
    {
        if (source.Length != destination.Length || source.Length % 16 != 0)
        {
            return -22;
        }

        using var key = new SharedScope<THal>(_key.Buffer, BufferDirection.DriverToDevice);
        return source == destination
            ? InPlace(source, key.Paddr)
            : FromTo(source, destination, key.Paddr);
    }

    public void Dispose()
    {
        _key.Buffer.AsSpan().Clear();
        _key.Dispose();
    }

    private int InPlace(DmaBuffer data, PhysAddr key)
    {
        using var both = new SharedScope<THal>(data, BufferDirection.Both);
        return _unit.Encrypt(both.Paddr, both.Paddr, key, data.Length);
    }

    private int FromTo(DmaBuffer source, DmaBuffer destination, PhysAddr key)
    {
        using var from = new SharedScope<THal>(source, BufferDirection.DriverToDevice);
        using var to = new SharedScope<THal>(destination, BufferDirection.DeviceToDriver);
        return _unit.Encrypt(from.Paddr, to.Paddr, key, source.Length);
    }
}
