using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/intel: fix memory leak on Tx queue setup failure": when the table for the software ring cannot be had, the
// descriptors of the queue are lost.
public sealed unsafe class TransmitQueueSetup<THal>
    where THal : struct, IHal
{
    private const nuint DescriptorSize = 16;

    public sealed record TransmitQueue(Dma<THal> Descriptors, Dma<THal> Reports);

    public static TransmitQueue? Setup(nuint count)
    {
        if (count is < 64 or > 4096)
        {
            return null;
        }

        nuint pages = HalConstants.PagesFor(count * DescriptorSize);
        if (!Dma<THal>.TryCreate(pages, Both, out Dma<THal>? descriptors)) //! HAL2002
        {
            Log.Info("no memory for the descriptors");
            return null;
        }

        if (!Dma<THal>.TryCreate(HalConstants.PagesFor(count * 4), DeviceToDriver, out Dma<THal>? reports))
        {
            Log.Info("no memory for the reports");
            return null;
        }

        return new TransmitQueue(descriptors, reports);
    }

    public static void Release(TransmitQueue queue)
    {
        queue.Reports.Dispose();
        queue.Descriptors.Dispose();
    }
}
