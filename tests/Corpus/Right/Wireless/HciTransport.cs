using System;
using Devices;
using Hal;

namespace Drivers;

// The transport of commands and events of a Bluetooth controller. The command is shared only while the controller reads it, the event
// buffer from Open to Close.
internal sealed class HciTransport<THal>
    where THal : struct, IHal
{
    private readonly SerialPort _port;
    private readonly PinnedBuffer _events;
    private PhysAddr _eventAddress;

    public HciTransport(SerialPort port, PinnedBuffer events)
    {
        _port = port;
        _events = events;
    }

    public void Open()
    {
        if (_eventAddress != default)
        {
            return;
        }

        _eventAddress = THal.Share(_events.Buffer, BufferDirection.DeviceToDriver);
        _port.StartReceive(_eventAddress, _events.Buffer.Length);
    }

    public bool Command(DmaBuffer command)
    {
        PhysAddr address = THal.Share(command, BufferDirection.DriverToDevice);
        _port.StartTransmit(address, command.Length);
        Deadline deadline = Deadline.In(2000);
        while (!_port.TransmitIdle && !deadline.Expired)
        {
        }

        if (!_port.TransmitIdle)
        {
            DmaOwnership.Abandon<THal>(address);
            return false;
        }

        THal.Unshare(address, command, BufferDirection.DriverToDevice);
        return true;
    }

    public byte[] Close()
    {
        if (_eventAddress == default)
        {
            return [];
        }

        int received = Math.Clamp(_port.StopReceive(), 0, _events.Buffer.Length);
        THal.Unshare(_eventAddress, _events.Buffer, BufferDirection.DeviceToDriver);
        _eventAddress = default;
        return _events.Buffer.AsReadOnlySpan()[..received].ToArray();
    }
}
