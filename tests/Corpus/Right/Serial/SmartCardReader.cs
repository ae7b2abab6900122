using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A smart-card reader on a serial port: a command out, then a response in. The two transfers follow each other; each helper returns with
// nothing shared.
internal sealed class SmartCardReader<THal>
    where THal : struct, IHal
{
    private const int MaxResponse = 258;

    private readonly SerialPort _port;

    public SmartCardReader(SerialPort port) => _port = port;

    public ushort Exchange(byte[] command, out byte[] data)
    {
        data = [];
        using (var outgoing = new PinnedBuffer(command))
        {
            Send(outgoing.Buffer);
        }

        using var incoming = new PinnedBuffer(MaxResponse);
        int received = Receive(incoming.Buffer);
        if (received < 2)
        {
            return 0;
        }

        ReadOnlySpan<byte> response = incoming.Buffer.AsReadOnlySpan()[..received];
        data = response[..^2].ToArray();
        return (ushort)((response[^2] << 8) | response[^1]);
    }

    private void Send(DmaBuffer command)
    {
        PhysAddr address = THal.Share(command, BufferDirection.DriverToDevice);
        _port.StartTransmit(address, command.Length);
        while (!_port.TransmitIdle)
        {
            Thread.Yield();
        }

        THal.Unshare(address, command, BufferDirection.DriverToDevice);
    }

    private int Receive(DmaBuffer response)
    {
        PhysAddr address = THal.Share(response, BufferDirection.DeviceToDriver);
        _port.StartReceive(address, response.Length);
        Deadline deadline = Deadline.In(300);
        while (_port.Received < response.Length && !deadline.Expired)
        {
            Thread.Yield();
        }

        int received = _port.StopReceive();
        THal.Unshare(address, response, BufferDirection.DeviceToDriver);
        return Math.Clamp(received, 0, response.Length);
    }
}
