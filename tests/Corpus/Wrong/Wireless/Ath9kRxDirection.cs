using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "ath9k: fix dma direction for map/unmap in ath_rx_tasklet".
public sealed class Ath9kRxDirection<THal>(Ring rx)
    where THal : struct, IHal
{
    private sealed record RxFrame(DmaBuffer Buffer)
    {
        public PhysAddr Address { get; set; }
    }

    public int Tasklet(bool edma, DmaBuffer first, int index)
    {
        BufferDirection direction = edma ? Both : DeviceToDriver;
        var frame = new RxFrame(first);
        PhysAddr address = THal.Share(frame.Buffer, direction);
        frame.Address = address;
        rx.Post(index, frame.Address, frame.Buffer.Length);
        rx.Doorbell();
        while (!rx.IsDone(index))
        {
            Thread.SpinWait(8);
        }

        THal.Unshare(address, frame.Buffer, DeviceToDriver); //! HAL1005
        return first[0];
    }
}
