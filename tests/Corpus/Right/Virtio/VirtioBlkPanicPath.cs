using Devices;
using Hal;

namespace Drivers;

// Like fixes in Asterinas (virtio-blk): the share ends in a finally, after the device was reset where the request is not known to be
// done.
//! enable HAL1017
internal sealed class BlockReader<THal>(VirtioTransport transport, Ring queue)
    where THal : struct, IHal
{
    private const int Queue = 0;

    public long Reads { get; private set; }

    public bool ReadSector(DmaBuffer sector)
    {
        if (transport.Broken || queue.IsFull)
        {
            return false;
        }

        PhysAddr paddr = THal.Share(sector, BufferDirection.DeviceToDriver);
        bool done = false;
        try
        {
            int slot = queue.Head;
            queue.Post(slot, paddr, sector.Length);
            transport.Notify(Queue);
            while (!queue.IsDone(slot))
            {
            }

            done = true;
        }
        finally
        {
            try
            {
                if (!done)
                {
                    transport.Reset();
                }
            }
            finally
            {
                THal.Unshare(paddr, sector, BufferDirection.DeviceToDriver);
            }
        }

        Reads++;
        return true;
    }
}
