using System;
using System.Collections.Generic;
using System.Text;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A satellite receiver on a serial port: receive runs by DMA, lines are cut out of what arrived. Receive is stopped before the share
// ends, the bytes are parsed, and then the same memory is started again.
public sealed class PositionReceiver<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SerialPort _port;
    private readonly PinnedBuffer _memory = new(1024);
    private readonly List<byte> _line = new();
    private PhysAddr _active;

    public PositionReceiver(SerialPort port) => _port = port;

    public event Action<string>? Sentence;

    public void Start()
    {
        if (_active == default)
        {
            _active = THal.Share(_memory.Buffer, DeviceToDriver);
            _port.StartReceive(_active, _memory.Buffer.Length);
        }
    }

    /// <summary>Called when the line is idle or the memory is full.</summary>
    public void Idle()
    {
        int received = Stop();
        foreach (byte b in _memory.Buffer.AsReadOnlySpan()[..received])
        {
            if (b == '\n')
            {
                Sentence?.Invoke(Encoding.ASCII.GetString(_line.ToArray()));
                _line.Clear();
            }
            else if (_line.Count < 82)
            {
                _line.Add(b);
            }
        }

        Start();
    }

    public int Stop()
    {
        if (_active == default)
        {
            return 0;
        }

        int received = _port.StopReceive();
        PhysAddr ended = _active;
        _active = default;
        THal.Unshare(ended, _memory.Buffer, DeviceToDriver);
        return Math.Clamp(received, 0, _memory.Buffer.Length);
    }

    public void Dispose()
    {
        Stop();
        _memory.Dispose();
    }
}
