using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Asterinas: "Release DMA mappings when BIOs complete" (f539029b0): a finished request told its waiters and kept its
// mapping.
public sealed unsafe class BioQueue<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public void Submit(BlockRequest request)
    {
        BufferDirection direction = request.IsWrite ? DriverToDevice : DeviceToDriver;
        DmaBuffer segment = request.Data;
        PhysAddr address = THal.Share(segment, direction);
        queue.InFlight++;
        queue.Start(request.Sector, address, segment.Length, Complete);

        void Complete(int status)
        {
            THal.Unshare(address, segment, direction);
            queue.InFlight--;
            request.Status = status;
            request.Done?.Invoke(request);
        }
    }
}
