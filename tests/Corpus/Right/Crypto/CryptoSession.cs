using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Key and vector of a session are shared once, the data of each operation for itself.</summary>
public sealed class CryptoSession<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit;
    private readonly PinnedBuffer _key;
    private readonly PhysAddr _keyAddress;
    private int _disposed;

    public CryptoSession(CryptoUnit unit, ReadOnlySpan<byte> key)
    {
        if (key.Length != 32)
        {
            throw new ArgumentException("a key of 32 bytes is needed", nameof(key));
        }

        _unit = unit;
        _key = new PinnedBuffer(32);
        key.CopyTo(_key.Buffer.AsSpan());
        try
        {
            _keyAddress = THal.Share(_key.Buffer, DriverToDevice);
        }
        catch (DmaException)
        {
            _key.Buffer.AsSpan().Clear();
            _key.Dispose();
            throw;
        }
    }

    public bool Seal(DmaBuffer data)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        using var mapped = new SharedScope<THal>(data, Both);
        int status = _unit.Encrypt(mapped.Paddr, mapped.Paddr, _keyAddress, data.Length);
        return status == 0;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            THal.Unshare(_keyAddress, _key.Buffer, DriverToDevice);
            _key.Buffer.AsSpan().Clear();
            _key.Dispose();
        }
    }
}
