using System;
using System.Security.Cryptography;
using Devices;
using Hal;

namespace Drivers;

// Like Linux macsec offload: a table of association keys that the MAC reads from DMA memory. Keys are wiped in memory that is still
// owned, after the MAC was stopped.
public sealed class KeyTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const int KeyBytes = 32;
    private const int Associations = 64;

    private readonly Device _mac;
    private readonly object _lock = new();
    private Dma<THal>? _keys;

    public KeyTable(Device mac)
    {
        _mac = mac;
        var keys = new Dma<THal>(HalConstants.PagesFor(KeyBytes * Associations), BufferDirection.DriverToDevice);
        mac.Program(keys.Paddr, KeyBytes * Associations);
        _keys = keys;
    }

    public bool Install(int association, ReadOnlySpan<byte> key)
    {
        if ((uint)association >= Associations || key.Length != KeyBytes)
        {
            return false;
        }

        lock (_lock)
        {
            if (_keys is null)
            {
                return false;
            }

            key.CopyTo(_keys.AsSpan().Slice(association * KeyBytes, KeyBytes));
            _mac.WriteRegister(0x90, (uint)association);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_keys is not { } keys)
            {
                return;
            }

            _mac.Reset();
            CryptographicOperations.ZeroMemory(keys.AsSpan());
            keys.Dispose();
            _keys = null;
        }
    }
}
