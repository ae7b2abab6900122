using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux serial (samsung): start and stop name the same direction.
public sealed unsafe class SamsungSerial<THal>(SerialPort uart) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _receive = new(256);
    private PhysAddr _receiveAddress;
    private bool _receiving;

    public void Start()
    {
        if (_receiving)
        {
            return;
        }

        _receiveAddress = THal.Share(_receive.Buffer, DeviceToDriver);
        uart.StartReceive(_receiveAddress, _receive.Buffer.Length);
        _receiving = true;
    }

    public int Stop(Span<byte> into)
    {
        if (!_receiving)
        {
            return 0;
        }

        int count = Math.Min(uart.StopReceive(), into.Length);
        _receiving = false;
        THal.Unshare(_receiveAddress, _receive.Buffer, DeviceToDriver);
        _receive.Buffer.AsSpan()[..count].CopyTo(into);
        return count;
    }

    public void Write(DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DriverToDevice);
        uart.StartTransmit(address, data.Length);
        while (!uart.TransmitIdle)
        {
        }

        THal.Unshare(address, data, DriverToDevice);
    }

    public void Dispose()
    {
        Stop([]);
        _receive.Dispose();
    }
}
