using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A transmit watchdog: when the ring makes no progress, the interface is reset and the frames that hang are dropped. The device is reset
// before the mappings end, and the queue of mappings is empty afterwards.
public sealed class WatchdogTransmitter<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port;
    private readonly Device _device;
    private readonly Queue<InFlight> _inFlight = new();
    private Deadline _stalled;

    public WatchdogTransmitter(NetPort port, Device device)
    {
        _port = port;
        _device = device;
        _stalled = Deadline.In(5000);
    }

    public int Timeouts { get; private set; }

    public bool Send(Packet packet)
    {
        if (packet.Length <= 0 || _port.TransmitSpace == 0)
        {
            return false;
        }

        DmaBuffer data = packet.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        if (!_port.Transmit(address, data.Length))
        {
            THal.Unshare(address, data, BufferDirection.DriverToDevice);
            return false;
        }

        _inFlight.Enqueue(new InFlight(packet, data, address));
        return true;
    }

    public void Tick()
    {
        int done = _port.ReapTransmitted();
        if (done > 0 || _inFlight.Count == 0)
        {
            _stalled = Deadline.In(5000);
        }

        for (; done > 0 && _inFlight.Count > 0; done--)
        {
            Finish(_inFlight.Dequeue());
        }

        if (!_stalled.Expired)
        {
            return;
        }

        Timeouts++;
        Log.Info("transmit timed out, the interface is reset");
        _device.Reset();
        while (_inFlight.TryDequeue(out InFlight hung))
        {
            Finish(hung);
        }

        _stalled = Deadline.In(5000);
    }

    private static void Finish(in InFlight entry)
    {
        THal.Unshare(entry.Address, entry.Data, BufferDirection.DriverToDevice);
        entry.Packet.Free();
    }

    private readonly record struct InFlight(Packet Packet, DmaBuffer Data, PhysAddr Address);
}
