using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's network drivers (ndo_start_xmit that answers busy): mapped before it is known whether there is room.
public sealed class TxRingStopsAtFull<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly Shared<THal>[] _inRing = new Shared<THal>[256];

    public bool Transmit(Packet packet)
    {
        var mapped = new Shared<THal>(packet.Buffer, DriverToDevice); //! HAL1002
        if (ring.IsFull)
        {
            ring.Doorbell();
            return false;
        }

        int index = ring.Head;
        ring.Post(index, mapped.Paddr, packet.Length);
        _inRing[index] = mapped;
        ring.Head = (index + 1) % ring.Size;
        return true;
    }

    public void Reap()
    {
        while (ring.Tail != ring.Head && ring.IsDone(ring.Tail))
        {
            _inRing[ring.Tail].Unshare();
            ring.Tail = (ring.Tail + 1) % ring.Size;
        }
    }
}
