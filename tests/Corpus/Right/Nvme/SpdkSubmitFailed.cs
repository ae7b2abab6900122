using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK: "nvme: fix memleak when submit request failed" (958d4e0e05), with the data's mapping in place of the request.
public sealed class SpdkSubmit<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;

    public SpdkSubmit(NvmeQueue queue) => _queue = queue;

    public async Task<int> WriteAsync(PinnedBuffer data, PinnedBuffer metadata)
    {
        PhysAddr prp = THal.Share(data.Buffer, DriverToDevice);
        PhysAddr meta;
        try
        {
            meta = THal.Share(metadata.Buffer, DriverToDevice);
        }
        catch (DmaException)
        {
            THal.Unshare(prp, data.Buffer, DriverToDevice);
            return -12;
        }

        Task<int> pending = _queue.SubmitAsync(0x01, prp, meta);
        int error = await pending;
        THal.Unshare(prp, data.Buffer, DriverToDevice);
        if (error < 0)
        {
            THal.Unshare(meta, metadata.Buffer, DriverToDevice);
            return error;
        }

        THal.Unshare(meta, metadata.Buffer, DriverToDevice);
        return 0;
    }
}
