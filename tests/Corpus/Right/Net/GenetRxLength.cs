using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: bcmgenet: fix dma api length mismatch".
public sealed unsafe class GenetRxLength<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int RxBufferLength = 2048;
    private const int StatusBlock = 64;

    public int ReceiveOne(Packet packet, int index)
    {
        var buffer = new DmaBuffer(packet.Data, RxBufferLength);
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        ring.Post(index, address, RxBufferLength);
        ring.Doorbell();
        while (!ring.IsDone(index))
        {
            Thread.SpinWait(20);
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        int length = *(ushort*)(packet.Data + 2);
        if (length < StatusBlock)
        {
            packet.Free();
            return 0;
        }

        packet.Length = length - StatusBlock;
        port.Deliver(packet);
        return packet.Length;
    }
}
