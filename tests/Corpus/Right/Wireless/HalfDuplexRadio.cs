using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A radio that either listens or sends: one buffer, one share, and the direction of the moment. The direction that is kept is the one of
// the live share; changing over ends it first.
public sealed class HalfDuplexRadio<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _radio;
    private readonly PinnedBuffer _packet = new(256);
    private PhysAddr _address;
    private BufferDirection? _mode;

    public HalfDuplexRadio(Device radio) => _radio = radio;

    public bool Listen() => Change(DeviceToDriver);

    public bool Send(ReadOnlySpan<byte> payload)
    {
        Stop();
        payload[..Math.Min(payload.Length, 256)].CopyTo(_packet.Buffer.AsSpan());
        return Change(DriverToDevice);
    }

    public byte[]? Received()
    {
        if (_mode != DeviceToDriver || !_radio.Poll())
        {
            return null;
        }

        Stop();
        return _packet.Buffer.AsReadOnlySpan().ToArray();
    }

    public void Dispose()
    {
        Stop();
        _packet.Dispose();
    }

    private bool Change(BufferDirection mode)
    {
        Stop();
        PhysAddr address = THal.Share(_packet.Buffer, mode);
        if (!_radio.Submit(address, _packet.Buffer.Length))
        {
            THal.Unshare(address, _packet.Buffer, mode);
            return false;
        }

        _address = address;
        _mode = mode;
        return true;
    }

    private void Stop()
    {
        if (_mode is { } mode)
        {
            _radio.Reset();
            THal.Unshare(_address, _packet.Buffer, mode);
            _mode = null;
        }
    }
}
