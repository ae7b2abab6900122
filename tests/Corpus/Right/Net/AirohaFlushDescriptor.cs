using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "drivers/net/airoha_eth: fix packet transmission errors" (5d49fa9e56b): there a descriptor is mapped for the
// sake of the cache and its address kept by nobody, which goes well only where the mapping is an identity.
public sealed unsafe class AirohaTransmit<THal>(MmioRegion qdma)
    where THal : struct, IHal
{
    private const nuint TransmitIndex = 0x0C;

    public bool Send(DmaBuffer descriptor, DmaBuffer packet)
    {
        PhysAddr data = THal.Share(packet, DriverToDevice);
        *(ulong*)descriptor.Pointer = data.Value;
        *(int*)(descriptor.Pointer + 8) = packet.Length;
        PhysAddr entry = THal.Share(descriptor, DriverToDevice);
        qdma.Write64(0x10, entry.Value);
        qdma.Write32(TransmitIndex, 1);
        Deadline deadline = Deadline.In(100);
        bool sent = false;
        while (!sent && !deadline.Expired)
        {
            sent = qdma.Read32(TransmitIndex) == 0;
        }

        if (!sent)
        {
            qdma.Write32(0x00, 0);
        }

        THal.Unshare(entry, descriptor, DriverToDevice);
        THal.Unshare(data, packet, DriverToDevice);
        return sent;
    }
}
