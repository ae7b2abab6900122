using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in SPDK (bdev): the data of a request that the queue refuses is unmapped here.
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

        PhysAddr paddr = THal.Share(data, BufferDirection.DeviceToDriver);
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
            THal.Unshare(paddr, data, BufferDirection.DeviceToDriver);
            return false;
        }

        Interlocked.Increment(ref _reads);
        return true;
    }
}
