using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux wireless (ath11k): a frame that a ring did not take is unmapped before the next ring is tried.
internal sealed class Ath11kTransmit<THal>(Ring[] rings)
    where THal : struct, IHal
{
    public int LastRing { get; private set; }

    public bool Transmit(DmaBuffer frame)
    {
        int tried = 0;
        do
        {
            int number = (LastRing + tried) % rings.Length;
            Ring ring = rings[number];
            PhysAddr paddr = THal.Share(frame, BufferDirection.DriverToDevice);
            if (ring.TryPost(paddr, frame.Length, out int slot))
            {
                LastRing = number;
                ring.Doorbell();
                while (!ring.IsDone(slot))
                {
                }

                THal.Unshare(paddr, frame, BufferDirection.DriverToDevice);
                return true;
            }

            THal.Unshare(paddr, frame, BufferDirection.DriverToDevice);
            tried++;
        }
        while (tried < rings.Length);

        Log.Info("every ring is full");
        return false;
    }
}
