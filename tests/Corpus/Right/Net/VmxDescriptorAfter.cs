using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NetBSD (vmx): where the ring is full the method returns without touching a descriptor.
internal sealed unsafe class RxFill<THal>(Ring ring)
    where THal : struct, IHal
{
    public void Fill(DmaBuffer cluster)
    {
        PhysAddr address = THal.Share(cluster, DeviceToDriver);
        if (ring.IsFull)
        {
            THal.Unshare(address, cluster, DeviceToDriver);
            return;
        }

        Descriptor* slot = &ring.Descriptors[ring.Head];
        slot->Length = (uint)cluster.Length;
        slot->Address = address.Value;
        ring.Doorbell();
        while (!ring.IsDone(ring.Head))
        {
        }

        THal.Unshare(address, cluster, DeviceToDriver);
    }
}
