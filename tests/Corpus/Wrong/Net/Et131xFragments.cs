using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "et131x: Add missing check after DMA map": the head of the packet stayed mapped when one of its fragments
// could not be sent.
public sealed unsafe class Et131xTransmit<THal>(Device nic)
    where THal : struct, IHal
{
    private const int MaxFragment = 0x4000;

    public int Send(Packet packet, Fragment fragment)
    {
        DmaBuffer head = packet.Buffer;
        PhysAddr first = THal.Share(head, DriverToDevice); //! HAL1002
        if (fragment.Length > MaxFragment)
        {
            packet.Free();
            return -5;
        }

        PhysAddr second = THal.Share(fragment.Buffer, DriverToDevice);
        bool sent = nic.Submit(first, head.Length) && nic.Submit(second, fragment.Length) && nic.Wait(100);
        if (!sent)
        {
            nic.Reset();
        }

        THal.Unshare(second, fragment.Buffer, DriverToDevice);
        THal.Unshare(first, head, DriverToDevice);
        packet.Free();
        return sent ? 0 : -16;
    }
}
