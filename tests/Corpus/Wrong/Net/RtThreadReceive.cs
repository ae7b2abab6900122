using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in RT-Thread (virtio-net): when there is no packet for the bytes that arrived, the receive buffer stays mapped.
public sealed unsafe class RtThreadReceive<THal>(VirtioTransport transport, Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int ReceiveQueue = 0;
    private const int HeaderSize = 12;

    public int Dropped { get; private set; }

    public Packet? Receive(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, DeviceToDriver); //! HAL1002
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

        int length = Math.Clamp(written - HeaderSize, 0, buffer.Length - HeaderSize);
        Packet? packet = port.Allocate(length);
        if (packet is null)
        {
            Dropped++;
            return null;
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        buffer.AsReadOnlySpan().Slice(HeaderSize, length).CopyTo(packet.Buffer.AsSpan());
        return packet;
    }
}
