using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "RDMA/rtrs: Fix the last iu->buf leak in err path": the unwinding began with the unit before the one that
// failed, whose buffer was there already.
public sealed unsafe class RtrsIu<THal>(Device hca)
    where THal : struct, IHal
{
    public Dma<THal>[]? Allocate(int queueSize, nuint pages)
    {
        var ius = new Dma<THal>[queueSize];
        for (int i = 0; i < queueSize; i++)
        {
            ius[i] = new Dma<THal>(pages, Both); //! HAL2002 (no fix: table)
            if (!hca.Submit(ius[i].Paddr, (int)ius[i].Length))
            {
                while (--i >= 0)
                {
                    ius[i].Dispose();
                }

                return null;
            }
        }

        return ius;
    }
}
