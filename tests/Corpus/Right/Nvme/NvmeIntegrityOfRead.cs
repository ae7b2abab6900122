using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "nvme-pci: fix DMA direction of unmapping integrity data": mapped by the request's direction, unmapped by a
// fixed one.
public sealed unsafe class NvmeIntegrity<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;

    public NvmeIntegrity(NvmeQueue queue) => _queue = queue;

    public int ReadProtected(DmaBuffer blocks, DmaBuffer metadata)
    {
        PhysAddr prp = THal.Share(blocks, DeviceToDriver);
        PhysAddr meta = THal.Share(metadata, DeviceToDriver);
        int status;

        int id = _queue.Submit(2, prp, meta);
        if (id < 0)
        {
            status = id;
        }
        else
        {
            while (!_queue.IsDone(id))
            {
                _queue.RingDoorbell();
            }

            status = _queue.Error;
        }

        THal.Unshare(meta, metadata, DeviceToDriver);
        THal.Unshare(prp, blocks, DeviceToDriver);
        return status;
    }
}
