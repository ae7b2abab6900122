using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "scsi: qla2xxx: Fix missed DMA unmap for NVMe ls requests": the request was unmapped where it could not be
// sent, and not when it was done.
public sealed class QlaNvmeLs<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue;

    public QlaNvmeLs(BlockQueue queue) => _queue = queue;

    public async Task<int> RequestAsync(DmaBuffer request)
    {
        PhysAddr address = THal.Share(request, BufferDirection.DriverToDevice);
        int status;
        try
        {
            status = await _queue.WriteAsync(0, address, request.Length).ConfigureAwait(false);
        }
        catch (DeviceException)
        {
            THal.Unshare(address, request, BufferDirection.DriverToDevice);
            throw;
        }

        THal.Unshare(address, request, BufferDirection.DriverToDevice);
        return status switch
        {
            0 => 0,
            > 0 => -status,
            _ => status,
        };
    }
}
