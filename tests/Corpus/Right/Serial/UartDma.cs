using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A serial port: a page for what comes in, and one transmission under way at most.</summary>
public sealed class UartDma<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SerialPort _port;
    private readonly Dma<THal> _receive = new(1, DeviceToDriver);
    private readonly Queue<DmaBuffer> _waiting = new();
    private (PhysAddr Paddr, DmaBuffer Bytes)? _sending;

    public UartDma(SerialPort port)
    {
        _port = port;
        port.StartReceive(_receive.Paddr, (int)_receive.Length);
    }

    public void Send(DmaBuffer bytes)
    {
        _waiting.Enqueue(bytes);
        StartNext();
    }

    /// <summary>The transmit channel is idle.</summary>
    public void OnTransmitted()
    {
        if (_sending is var (paddr, bytes))
        {
            THal.Unshare(paddr, bytes, DriverToDevice);
            _sending = null;
        }

        StartNext();
    }

    private void StartNext()
    {
        if (_sending is not null || !_waiting.TryDequeue(out DmaBuffer bytes))
        {
            return;
        }

        PhysAddr paddr = THal.Share(bytes, DriverToDevice);
        _sending = (paddr, bytes);
        _port.StartTransmit(paddr, bytes.Length);
    }

    public int OnReceived(Span<byte> into)
    {
        int count = Math.Min(_port.StopReceive(), Math.Min(into.Length, (int)_receive.Length));
        _receive.AsSpan()[..count].CopyTo(into);
        _port.StartReceive(_receive.Paddr, (int)_receive.Length);
        return count;
    }

    public void Dispose()
    {
        _port.StopReceive();
        SpinWait.SpinUntil(() => _port.TransmitIdle);
        if (_sending is { } last)
        {
            THal.Unshare(last.Paddr, last.Bytes, DriverToDevice);
            _sending = null;
        }

        _receive.Dispose();
    }
}
