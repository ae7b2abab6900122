using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Haiku (virtio_block): only the completion unmaps, and a request that the queue refuses never completes.
public sealed unsafe class HaikuBlock<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private int _errors;

    public int Errors => Volatile.Read(ref _errors);

    public bool Read(ulong sector, DmaBuffer data, Action<int> done)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver); //! HAL1002
        bool queued = queue.TryStart(sector, address, data.Length, Complete);
        if (!queued)
        {
            Interlocked.Increment(ref _errors);
        }

        return queued;

        void Complete(int status)
        {
            THal.Unshare(address, data, DeviceToDriver);
            if (status != 0)
            {
                Interlocked.Increment(ref _errors);
            }

            done(status);
        }
    }

    public void Flush()
    {
        queue.Drain();
        Interlocked.Exchange(ref _errors, 0);
    }
}
