using System;
using Devices;
using Hal;

namespace Drivers;

// Like full-duplex serial ports: two optional transfers as nullable fields, one for each direction. Each field has one starter and one
// finisher; a read that is stopped reports what had arrived.
public sealed class DuplexPort<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SerialPort _port;
    private Shared<THal>? _sending;
    private Shared<THal>? _receiving;

    public DuplexPort(SerialPort port) => _port = port;

    public bool Send(DmaBuffer data)
    {
        if (!FinishSend())
        {
            return false;
        }

        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        _sending = share;
        _port.StartTransmit(share.Paddr, data.Length);
        return true;
    }

    public bool FinishSend()
    {
        if (_sending is not { } share)
        {
            return true;
        }

        if (!_port.TransmitIdle)
        {
            return false;
        }

        _sending = null;
        share.Unshare();
        return true;
    }

    public void Receive(DmaBuffer into)
    {
        if (_receiving.HasValue)
        {
            throw new InvalidOperationException("a receive is running");
        }

        var share = new Shared<THal>(into, BufferDirection.DeviceToDriver);
        _receiving = share;
        _port.StartReceive(share.Paddr, into.Length);
    }

    public ReadOnlySpan<byte> FinishReceive()
    {
        if (_receiving is not { } share)
        {
            return default;
        }

        int arrived = Math.Clamp(_port.StopReceive(), 0, share.Buffer.Length);
        _receiving = null;
        share.Unshare();
        return share.Buffer.AsReadOnlySpan()[..arrived];
    }

    public void Dispose()
    {
        FinishReceive();
        while (!FinishSend())
        {
            System.Threading.Thread.Yield();
        }
    }
}
