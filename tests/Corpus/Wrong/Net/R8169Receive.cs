using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "r8169: check dma mapping failures": a receive buffer whose descriptor is refused is freed by the caller with
// the mapping still there.
public sealed unsafe class ReceiveSlots<THal>(NetPort port, Queue queue)
    where THal : struct, IHal
{
    private const int Capacity = 2048;

    public int Fill(int wanted)
    {
        int filled = 0;
        while (filled < wanted)
        {
            Packet? packet = port.Allocate(Capacity);
            if (packet is null)
            {
                break;
            }

            var space = new DmaBuffer(packet.Data, Capacity);
            PhysAddr address = THal.Share(space, BufferDirection.DeviceToDriver); //! HAL1002 (no fix: jump)
            if (!queue.TryAdd(address, space))
            {
                packet.Free();
                break;
            }

            filled++;
        }

        return filled;
    }

    public int Reclaim()
    {
        int count = 0;
        while (queue.TryPop(out PhysAddr address, out DmaBuffer space))
        {
            THal.Unshare(address, space, BufferDirection.DeviceToDriver);
            count++;
        }

        return count;
    }
}
