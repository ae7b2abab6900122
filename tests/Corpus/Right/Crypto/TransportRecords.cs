using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A record layer: the key is shared for the session, every record in place for one call. The session's Dispose ends the key that the
// constructor shared; records end in Seal itself.
public sealed class RecordSession<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit;
    private readonly PinnedBuffer _key;
    private readonly Shared<THal> _sharedKey;
    private bool _closed;

    public RecordSession(CryptoUnit unit, ReadOnlySpan<byte> key)
    {
        _unit = unit;
        _key = new PinnedBuffer(key.Length);
        key.CopyTo(_key.Buffer.AsSpan());
        try
        {
            _sharedKey = new Shared<THal>(_key.Buffer, DriverToDevice);
        }
        catch
        {
            _key.Dispose();
            throw;
        }
    }

    public bool Seal(DmaBuffer record)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        PhysAddr address = THal.Share(record, Both);
        try
        {
            return _unit.Encrypt(address, address, _sharedKey.Paddr, record.Length) == 0;
        }
        finally
        {
            THal.Unshare(address, record, Both);
        }
    }

    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _sharedKey.Unshare();
        _key.Buffer.AsSpan().Clear();
        _key.Dispose();
    }
}
