using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (block drivers): where the queue is full the share is ended without the completion.
internal sealed class DiskWriter<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public int Errors { get; private set; }

    public bool Write(BlockRequest request)
    {
        DmaBuffer data = request.Data;
        PhysAddr address = THal.Share(data, DriverToDevice);
        bool started = queue.TryStart(request.Sector, address, data.Length, status =>
        {
            THal.Unshare(address, data, DriverToDevice);
            Finish(request, status);
        });

        if (!started)
        {
            THal.Unshare(address, data, DriverToDevice);
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
