using System;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A console with several ports, each with a buffer for input that is always with the device.</summary>
public sealed class ConsolePorts<THal>(Queue[] receiveQueues) : IDisposable
    where THal : struct, IHal
{
    private sealed class Port(Queue queue)
    {
        public readonly Queue Queue = queue;
        public readonly PinnedBuffer Memory = new(256);
        public PhysAddr Posted;
        public bool IsOpen;
    }

    private readonly Port[] _ports = [.. receiveQueues.Select(static q => new Port(q))];

    public void Open(int index)
    {
        Port port = _ports[index];
        if (!port.IsOpen)
        {
            Post(port);
            port.IsOpen = true;
        }
    }

    public void Poll(Action<int, ReadOnlyMemory<byte>> arrived)
    {
        for (int index = 0; index < _ports.Length; index++)
        {
            Port port = _ports[index];
            while (port.IsOpen && port.Queue.TryPop(out PhysAddr address, out DmaBuffer buffer) && address == port.Posted)
            {
                THal.Unshare(address, port.Memory.Buffer, DeviceToDriver);
                byte[] text = port.Memory.Buffer.AsReadOnlySpan()[..Math.Min(buffer.Length, port.Memory.Buffer.Length)].ToArray();
                Post(port);
                arrived(index, text);
            }
        }
    }

    public void Close(VirtioTransport transport)
    {
        transport.Reset();
        foreach (Port port in _ports.Where(static p => p.IsOpen))
        {
            THal.Unshare(port.Posted, port.Memory.Buffer, DeviceToDriver);
            port.IsOpen = false;
        }
    }

    public void Dispose()
    {
        foreach (Port port in _ports)
        {
            Panic.Unless(!port.IsOpen, "the port is open");
            port.Memory.Dispose();
        }
    }

    private static void Post(Port port)
    {
        port.Posted = THal.Share(port.Memory.Buffer, DeviceToDriver);
        port.Queue.Add(port.Posted, port.Memory.Buffer);
    }
}
