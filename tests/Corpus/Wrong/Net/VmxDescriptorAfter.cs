using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NetBSD (vmx): where the ring is full the descriptor is filled although the share was ended.
internal sealed unsafe class RxFill<THal>(Ring ring)
    where THal : struct, IHal
{
    public void Fill(DmaBuffer cluster)
    {
        PhysAddr address = THal.Share(cluster, DeviceToDriver);
        bool full = ring.IsFull;
        if (full)
        {
            THal.Unshare(address, cluster, DeviceToDriver);
        }

        Descriptor* slot = &ring.Descriptors[ring.Head];
        slot->Length = (uint)cluster.Length;
        if (full)
        {
            slot->Address = address.Value; //! HAL1010
            return;
        }

        slot->Address = address.Value;
        ring.Doorbell();
        while (!ring.IsDone(ring.Head))
        {
        }

        THal.Unshare(address, cluster, DeviceToDriver);
    }
}
