using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "via-velocity: fix DMA mapping length errors on TX path": the head of the packet was mapped, the length with
// the padding was unmapped.
public sealed unsafe class VelocityTransmit<THal>(Device nic)
    where THal : struct, IHal
{
    private const int Padding = 46;

    public int Transmit(Packet packet, int headLength)
    {
        var head = new DmaBuffer(packet.Data, headLength);
        PhysAddr address = THal.Share(head, DriverToDevice);
        bool done = nic.Submit(address, headLength) && nic.Wait(50);
        if (!done)
        {
            nic.Reset();
        }

        THal.Unshare(address, new DmaBuffer(packet.Data, headLength + Padding), DriverToDevice); //! HAL1006
        packet.Free();
        return done ? 0 : -110;
    }
}
