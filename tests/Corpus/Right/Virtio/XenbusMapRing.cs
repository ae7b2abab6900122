using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "xen/xenbus: Fix a double free in xenbus_map_ring_pv()": the mapping that failed is undone by the helper, and
// the caller undoes it as well.
public interface IRingOps
{
    int MapRing(DmaBuffer page, out PhysAddr handle);

    void UnmapRing(PhysAddr handle, DmaBuffer page);
}

public sealed class PvRingOps<THal>(Mailbox hypervisor) : IRingOps
    where THal : struct, IHal
{
    public int MapRing(DmaBuffer page, out PhysAddr handle)
    {
        handle = THal.Share(page, BufferDirection.Both);
        int error = MapGrants(handle, page);
        if (error != 0)
        {
            handle = default;
        }

        return error;
    }

    public void UnmapRing(PhysAddr handle, DmaBuffer page) => THal.Unshare(handle, page, BufferDirection.Both);

    private int MapGrants(PhysAddr handle, DmaBuffer page)
    {
        int error = hypervisor.Execute(0x10, handle);
        if (error == 0)
        {
            return 0;
        }

        Log.Address(handle);
        THal.Unshare(handle, page, BufferDirection.Both);
        return error;
    }
}
