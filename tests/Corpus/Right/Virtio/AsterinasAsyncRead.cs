using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Asterinas (virtio block): where the wait is cancelled the share ends after the device was stopped.
internal sealed class SectorReader<THal>(Device disk)
    where THal : struct, IHal
{
    public async Task<int> ReadAsync(PinnedBuffer sector, CancellationToken cancellation)
    {
        PhysAddr target = THal.Share(sector.Buffer, DeviceToDriver);
        disk.Program(target, sector.Buffer.Length);
        disk.Kick();
        if (!await disk.DoneAsync(cancellation).ConfigureAwait(false))
        {
            disk.Reset();
            if (cancellation.IsCancellationRequested)
            {
                THal.Unshare(target, sector.Buffer, DeviceToDriver);
                return -125;
            }
        }

        THal.Unshare(target, sector.Buffer, DeviceToDriver);
        return disk.Status;
    }
}
