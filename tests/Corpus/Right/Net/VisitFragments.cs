using Devices;
using Hal;

namespace Drivers;

// Like Linux skb_to_sgvec: a packet's linear part and its fragments become one list of addresses. The linear part is element 0 and is
// ended apart from the fragments, which stand in the rest.
public sealed class FragmentedTransmit<THal>(Ring ring, Device nic)
    where THal : struct, IHal
{
    private readonly PhysAddr[] _addresses = new PhysAddr[18];

    public bool Send(Packet packet)
    {
        int fragments = packet.FragmentCount;
        if (fragments + 1 > _addresses.Length)
        {
            return false;
        }

        _addresses[0] = THal.Share(packet.Buffer, BufferDirection.DriverToDevice);
        int mapped = 0;
        bool sent = false;
        try
        {
            for (; mapped < fragments; mapped++)
            {
                _addresses[1 + mapped] = THal.Share(packet.Fragment(mapped).Buffer, BufferDirection.DriverToDevice);
            }

            ring.Post(0, _addresses[0], packet.Length);
            for (int i = 0; i < fragments; i++)
            {
                ring.Post(1 + i, _addresses[1 + i], packet.Fragment(i).Length);
            }

            ring.Doorbell();
            sent = nic.Wait(50);
        }
        finally
        {
            if (!sent)
            {
                ring.Stop();
            }

            THal.Unshare(_addresses[0], packet.Buffer, BufferDirection.DriverToDevice);
            for (int i = 0; i < mapped; i++)
            {
                THal.Unshare(_addresses[i + 1], packet.Fragment(i).Buffer, BufferDirection.DriverToDevice);
            }
        }

        return sent;
    }
}
