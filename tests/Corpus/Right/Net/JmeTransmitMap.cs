using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "jme: Fix DMA unmap warning": a packet whose fragments do not all fit left those mapped that did.
public unsafe class JmeTransmit<THal>(Ring ring, ulong mask)
    where THal : struct, IHal
{
    public int Map(Packet packet, PhysAddr[] mapped)
    {
        int count = packet.FragmentCount;
        var addresses = new PhysAddr[count];
        for (int i = 0; i < count; i++)
        {
            Fragment fragment = packet.Fragment(i);
            if (!TryMap(fragment.Buffer, out addresses[i]))
            {
                while (--i >= 0)
                {
                    THal.Unshare(addresses[i], packet.Fragment(i).Buffer, BufferDirection.DriverToDevice);
                }

                return -12;
            }
        }

        for (int i = 0; i < count; i++)
        {
            ring.Post(ring.Head + i, addresses[i], packet.Fragment(i).Length);
        }

        addresses.CopyTo(mapped, 0);
        return count;
    }

    private bool TryMap(DmaBuffer buffer, [MustUnshare] out PhysAddr address)
    {
        address = THal.Share(buffer, BufferDirection.DriverToDevice);
        if ((address.Value & ~mask) == 0)
        {
            return true;
        }

        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        address = default;
        return false;
    }
}
