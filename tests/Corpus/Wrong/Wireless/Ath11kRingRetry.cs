using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux wireless (ath11k): a frame that the first ring did not take is mapped again without having been unmapped.
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
            PhysAddr paddr = THal.Share(frame, BufferDirection.DriverToDevice); //! HAL1002
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

            tried++;
        }
        while (tried < rings.Length);

        Log.Info("every ring is full");
        return false;
    }
}
