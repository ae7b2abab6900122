using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in mt76: "mt76: fix potential DMA mapping leak": a queue that is full by the time the packet is mapped unmaps it.
public sealed unsafe class Mt76RawTransmit<THal>(Queue queue)
    where THal : struct, IHal
{
    public int Queued { get; private set; }

    public bool TransmitRaw(Packet packet)
    {
        if (queue.IsFull)
        {
            packet.Free();
            return false;
        }

        DmaBuffer buffer = packet.Buffer;
        PhysAddr address = THal.Share(buffer, DriverToDevice);
        if (queue.TryAdd(address, buffer))
        {
            Queued++;
            return true;
        }

        THal.Unshare(address, buffer, DriverToDevice);
        packet.Free();
        return false;
    }

    public void Cleanup()
    {
        while (queue.TryPop(out PhysAddr address, out DmaBuffer buffer))
        {
            THal.Unshare(address, buffer, DriverToDevice);
            Queued--;
        }
    }
}
