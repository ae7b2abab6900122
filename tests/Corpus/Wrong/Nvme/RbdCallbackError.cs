using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (sunvdc, rbd): the callback unshares on success only.
internal sealed class DiskReader<THal>(BlockQueue disk)
    where THal : struct, IHal
{
    private int _failures;

    public int Failures => Volatile.Read(ref _failures);

    public void Read(BlockRequest request, Action<BlockRequest> finished)
    {
        DmaBuffer data = request.Data;
        PhysAddr address = THal.Share(data, DeviceToDriver); //! HAL1002 (no fix: handed over)
        disk.Start(request.Sector, address, data.Length, status =>
        {
            request.Status = status;
            if (status != 0)
            {
                Interlocked.Increment(ref _failures);
                finished(request);
                return;
            }

            THal.Unshare(address, data, DeviceToDriver);
            finished(request);
        });
    }
}
