using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Receives into a buffer until it is full or the line is idle, then tells what arrived and starts again.</summary>
public sealed class UartReceiver<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SerialPort _port;
    private readonly DmaBuffer _buffer;
    private PhysAddr? _active;

    public UartReceiver(SerialPort port, DmaBuffer buffer)
    {
        _port = port;
        _buffer = buffer;
        Arm();
    }

    public event ReceivedHandler? Received;

    public delegate void ReceivedHandler(ReadOnlySpan<byte> data);

    public void OnIdleOrFull()
    {
        if (_active is not { } paddr)
        {
            return;
        }

        int count = _port.StopReceive();
        THal.Unshare(paddr, _buffer, DeviceToDriver);
        _active = null;
        if (count > 0 && count <= _buffer.Length)
        {
            Received?.Invoke(_buffer.AsReadOnlySpan()[..count]);
        }

        Arm();
    }

    public void Dispose()
    {
        if (_active is { } paddr)
        {
            _ = _port.StopReceive();
            THal.Unshare(paddr, _buffer, DeviceToDriver);
            _active = null;
        }
    }

    private void Arm()
    {
        PhysAddr paddr = THal.Share(_buffer, DeviceToDriver);
        _active = paddr;
        _port.StartReceive(paddr, _buffer.Length);
    }
}
