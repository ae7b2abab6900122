using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in RT-Thread (virtio-net): the receive buffer is unmapped before a packet is asked for.
public sealed unsafe class RtThreadReceive<THal>(VirtioTransport transport, Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int ReceiveQueue = 0;
    private const int HeaderSize = 12;

    public int Dropped { get; private set; }

    public Packet? Receive(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        if (!ring.TryPost(address, buffer.Length, out int index))
        {
            THal.Unshare(address, buffer, DeviceToDriver);
            return null;
        }

        transport.Notify(ReceiveQueue);
        int written;
        while (!ring.IsDone(index) || !ring.TryTake(out _, out written))
        {
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        int length = Math.Clamp(written - HeaderSize, 0, buffer.Length - HeaderSize);
        Packet? packet = port.Allocate(length);
        if (packet is null)
        {
            Dropped++;
            return null;
        }

        buffer.AsReadOnlySpan().Slice(HeaderSize, length).CopyTo(packet.Buffer.AsSpan());
        return packet;
    }
}
