using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Freescale's kernel: "ENGR00264875 enet: fix DMA map/unmap mismatch": unmapped from the start of the memory, mapped
// behind the padding.
public sealed unsafe class FecAlignedData<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int FrameSize = 2048;
    private const int Padding = 2;

    public int Receive(int index)
    {
        Packet? packet = port.Allocate(FrameSize);
        if (packet == null)
        {
            return -12;
        }

        byte* data = packet.Data + Padding;
        PhysAddr address = THal.Share(new DmaBuffer(data, FrameSize - Padding), DeviceToDriver);
        ring.Post(index, address, FrameSize - Padding);
        ring.Doorbell();
        while (!ring.IsDone(index))
        {
            Thread.SpinWait(1);
        }

        THal.Unshare(address, new DmaBuffer(data, FrameSize - Padding), DeviceToDriver);
        port.Deliver(packet);
        return 0;
    }
}
