using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in SPDK (bdev): a request that the queue refuses never completes, and its data stays mapped.
internal sealed class DiskReader<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private int _reads;
    private int _errors;

    public bool Read(ulong sector, DmaBuffer data, Action<int> done)
    {
        if (data.Length % 512 != 0)
        {
            return false;
        }

        PhysAddr paddr = THal.Share(data, BufferDirection.DeviceToDriver); //! HAL1002
        bool started = queue.TryStart(sector, paddr, data.Length, status =>
        {
            THal.Unshare(paddr, data, BufferDirection.DeviceToDriver);
            if (status != 0)
            {
                Interlocked.Increment(ref _errors);
            }

            done(status);
        });

        if (!started)
        {
            Log.Info("the queue is full");
            return false;
        }

        Interlocked.Increment(ref _reads);
        return true;
    }
}
