using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/enetfec: fix memory leak in Rx buffer cleanup": the loop that gives the buffers back ends one before the
// last.
public sealed class LoopbackTest<THal>(Ring ring)
    where THal : struct, IHal
{
    public bool Run(int buffers)
    {
        if (buffers <= 0 || buffers > ring.Size)
        {
            return false;
        }

        var pool = new Dma<THal>[buffers];
        for (int i = 0; i < buffers; i++)
        {
            if (!Dma<THal>.TryCreate(1, BufferDirection.DeviceToDriver, out Dma<THal>? buffer)) //! HAL2002 (no fix: table)
            {
                ring.Stop();
                for (int j = 0; j < i; j++)
                {
                    pool[j].Dispose();
                }

                return false;
            }

            pool[i] = buffer;
            ring.Post(i, pool[i].Paddr, HalConstants.PageSize);
        }

        ring.Doorbell();
        bool done = WaitFor(buffers - 1);
        ring.Stop();
        for (int i = 0; i < buffers - 1; i++)
        {
            pool[i].Dispose();
        }

        return done;
    }

    private bool WaitFor(int index)
    {
        for (int spin = 0; spin < 100_000; spin++)
        {
            if (ring.IsDone(index))
            {
                return true;
            }
        }

        return false;
    }
}
