using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Receiving on a serial port: two buffers, one with the device while the other is read; an idle line ends early. StopReceive says how
// much arrived, the share ends, and no more than that is passed on.
public sealed class SerialReceiver<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SerialPort _port;
    private readonly PinnedBuffer _first = new(512);
    private readonly PinnedBuffer _second = new(512);
    private PinnedBuffer? _active;
    private PhysAddr _address;

    public SerialReceiver(SerialPort port) => _port = port;

    public Action<byte[]>? Received { get; set; }

    public void Start()
    {
        if (_active is null)
        {
            Arm(_first);
        }
    }

    public void OnIdleOrFull()
    {
        if (Disarm(out PinnedBuffer? filled, out int count))
        {
            Arm(ReferenceEquals(filled, _first) ? _second : _first);
            if (count > 0)
            {
                Received?.Invoke(filled!.Buffer.AsReadOnlySpan()[..count].ToArray());
            }
        }
    }

    public void Dispose()
    {
        Disarm(out _, out _);
        _first.Dispose();
        _second.Dispose();
    }

    private void Arm(PinnedBuffer buffer)
    {
        _address = THal.Share(buffer.Buffer, DeviceToDriver);
        _active = buffer;
        _port.StartReceive(_address, buffer.Buffer.Length);
    }

    private bool Disarm(out PinnedBuffer? buffer, out int count)
    {
        buffer = _active;
        count = 0;
        if (buffer is null)
        {
            return false;
        }

        count = Math.Clamp(_port.StopReceive(), 0, buffer.Buffer.Length);
        _active = null;
        THal.Unshare(_address, buffer.Buffer, DeviceToDriver);
        return true;
    }
}
