using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "nvme: fix dcache invalidation range in identify command" (29c40bb2a13): the address had been advanced to the
// second page by the time the buffer was taken back.
public sealed unsafe class NvmeIdentify<THal>
    where THal : struct, IHal
{
    private const ulong PageSize = 4096;

    private readonly NvmeQueue _admin;

    public NvmeIdentify(NvmeQueue admin) => _admin = admin;

    public int Identify(DmaBuffer into)
    {
        PhysAddr dma = THal.Share(into, DeviceToDriver);
        ulong offset = dma.Value & (PageSize - 1);
        PhysAddr first = dma;
        PhysAddr second = default;
        if (offset != 0)
        {
            dma += PageSize - offset;
            second = dma;
        }

        int command = _admin.Submit(0x06, first, second);
        int error = command < 0 ? command : 0;
        if (error == 0)
        {
            _admin.RingDoorbell();
            while (!_admin.IsDone(command))
            {
                Thread.Yield();
            }
        }

        THal.Unshare(dma, into, DeviceToDriver); //! HAL1001
        return error;
    }
}
