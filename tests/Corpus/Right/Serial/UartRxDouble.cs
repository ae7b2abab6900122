using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Reception with two buffers: while one is read the other fills.</summary>
public sealed class UartRxDouble<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SerialPort _port;
    private readonly PinnedBuffer[] _memory;
    private Shared<THal> _filling;
    private int _index;

    public UartRxDouble(SerialPort port, int size)
    {
        _port = port;
        var first = new PinnedBuffer(size);
        try
        {
            _memory = [first, new PinnedBuffer(size)];
        }
        catch
        {
            first.Dispose();
            throw;
        }

        Start();
    }

    private void Start()
    {
        _filling = new Shared<THal>(_memory[_index].Buffer, DeviceToDriver);
        _port.StartReceive(_filling.Paddr, _filling.Buffer.Length);
    }

    public byte[] Swap()
    {
        int count = _port.StopReceive();
        Shared<THal> full = _filling;
        _index ^= 1;
        Start();
        full.Unshare();
        return full.Buffer.AsReadOnlySpan()[..Math.Clamp(count, 0, full.Buffer.Length)].ToArray();
    }

    public void Dispose()
    {
        _port.StopReceive();
        _filling.Unshare();
        _filling = default;
        foreach (PinnedBuffer memory in _memory)
        {
            memory.Dispose();
        }
    }
}
