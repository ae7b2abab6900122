using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "rtl8180: Add error check for pci_map_single return in RX path": without a new buffer the old one is posted
// again, and its mapping had ended.
public sealed unsafe class Rtl8180Receive<THal>(NetPort port, Ring ring)
    where THal : struct, IHal
{
    public bool Refill(int index, Packet old)
    {
        DmaBuffer buffer = old.Buffer;
        PhysAddr mapping = THal.Share(buffer, BufferDirection.DeviceToDriver);
        Descriptor* descriptor = ring.Descriptors + index;
        descriptor->Address = mapping.Value;
        descriptor->Flags = 0x8000;
        while (!ring.IsDone(index))
        {
        }

        THal.Unshare(mapping, buffer, BufferDirection.DeviceToDriver);
        Packet? fresh = port.Allocate(old.Capacity);
        if (fresh == null)
        {
            descriptor->Address = mapping.Value; //! HAL1010
            descriptor->Flags = 0x8000;
            return false;
        }

        descriptor->Flags = 0;
        port.Deliver(old);
        fresh.Free();
        return true;
    }
}
