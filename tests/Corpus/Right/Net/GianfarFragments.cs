using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (gianfar): the loop begins with part 1, the first whose share is still alive.
internal sealed class CleanTransmit<THal>(NetPort port)
    where THal : struct, IHal
{
    public int Send(DmaBuffer head, DmaBuffer tail)
    {
        DmaBuffer[] parts = [head, tail];
        PhysAddr[] addresses = new PhysAddr[2];
        addresses[0] = THal.Share(parts[0], DriverToDevice);
        addresses[1] = THal.Share(parts[1], DriverToDevice);
        port.TransmitParts(addresses, new[] { head.Length, tail.Length });
        while (port.ReapTransmitted() == 0)
        {
        }

        THal.Unshare(addresses[0], parts[0], DriverToDevice);
        for (int part = 1; part < parts.Length; part++)
        {
            THal.Unshare(addresses[part], parts[part], DriverToDevice);
        }

        return head.Length + tail.Length;
    }
}
