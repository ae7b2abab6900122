using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "rsxx: Handling failed pci_map_page on PowerPC and double kfree": where the card does not start the request,
// its data is unmapped at once.
public sealed class CardRequests<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public int Failed { get; private set; }

    public bool Start(BlockRequest request)
    {
        DmaBuffer data = request.Data;
        request.Status = 0;
        PhysAddr address = THal.Share(data, BufferDirection.DeviceToDriver);
        bool started = queue.TryStart(request.Sector, address, data.Length, status =>
        {
            THal.Unshare(address, data, BufferDirection.DeviceToDriver);
            Complete(request, status);
        });

        if (!started)
        {
            THal.Unshare(address, data, BufferDirection.DeviceToDriver);
            Complete(request, -5);
        }

        return started;
    }

    private void Complete(BlockRequest request, int status)
    {
        request.Status = status;
        if (status < 0)
        {
            Failed++;
        }

        request.Done?.Invoke(request);
    }
}
