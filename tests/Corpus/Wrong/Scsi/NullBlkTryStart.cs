using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (block drivers): a full queue never calls the completion that would unshare.
internal sealed class DiskWriter<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public int Errors { get; private set; }

    public bool Write(BlockRequest request)
    {
        DmaBuffer data = request.Data;
        PhysAddr address = THal.Share(data, DriverToDevice); //! HAL1002
        bool started = queue.TryStart(request.Sector, address, data.Length, status =>
        {
            THal.Unshare(address, data, DriverToDevice);
            Finish(request, status);
        });

        if (!started)
        {
            Log.Info("disk: requeued");
            queue.Enqueue(request);
            return false;
        }

        return true;
    }

    private void Finish(BlockRequest request, int status)
    {
        if (status != 0)
        {
            Errors++;
        }

        request.Status = status;
        request.Done?.Invoke(request);
    }
}
