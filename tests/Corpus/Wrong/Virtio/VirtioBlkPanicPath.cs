using Devices;
using Hal;

namespace Drivers;

// Like fixes in Asterinas (virtio-blk): an exception of the notify or of the wait leaves the sector buffer shared.
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

        PhysAddr paddr = THal.Share(sector, BufferDirection.DeviceToDriver); //! HAL1017
        int slot = queue.Head;
        queue.Post(slot, paddr, sector.Length);
        transport.Notify(Queue);
        while (!queue.IsDone(slot))
        {
        }

        THal.Unshare(paddr, sector, BufferDirection.DeviceToDriver);
        Reads++;
        return true;
    }
}
