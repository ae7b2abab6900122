using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "scsi: mpi3mr: Fix memory leaks in mpi3mr_init_ioc()": each retry of the initialisation allocates the reply
// area anew and loses the one before.
public sealed unsafe class Mpi3mrAdapter<THal>(Device ioc)
    where THal : struct, IHal
{
    private const int Retries = 3;

    private Dma<THal>? _replies;

    public int Initialize()
    {
        Dma<THal>? replies = null;
        int status = -19;
        for (int retry = 0; retry < Retries; retry++)
        {
            replies = new Dma<THal>(16, Both); //! HAL2002 (no fix: overwritten)
            status = ioc.Start(replies.Paddr, 65536);
            if (status == 0)
            {
                break;
            }

            Log.Info("retrying the initialisation");
            ioc.Reset();
        }

        if (status != 0)
        {
            replies?.Dispose();
            return status;
        }

        _replies = replies;
        return 0;
    }

    public void Cleanup()
    {
        ioc.Reset();
        _replies?.Dispose();
        _replies = null;
    }
}
