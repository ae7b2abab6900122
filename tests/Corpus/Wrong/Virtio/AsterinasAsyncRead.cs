using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Asterinas (virtio block): where the wait is cancelled the method returns without ending the share of the stopped
// device's buffer.
internal sealed class SectorReader<THal>(Device disk)
    where THal : struct, IHal
{
    public async Task<int> ReadAsync(PinnedBuffer sector, CancellationToken cancellation)
    {
        PhysAddr target = THal.Share(sector.Buffer, DeviceToDriver); //! HAL1002
        disk.Program(target, sector.Buffer.Length);
        disk.Kick();
        if (!await disk.DoneAsync(cancellation).ConfigureAwait(false))
        {
            disk.Reset();
            if (cancellation.IsCancellationRequested)
            {
                return -125;
            }
        }

        THal.Unshare(target, sector.Buffer, DeviceToDriver);
        return disk.Status;
    }
}
