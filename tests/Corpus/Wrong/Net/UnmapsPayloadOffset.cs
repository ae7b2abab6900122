using Hal;
using Devices;

// Follows a fix in Linux (drivers/net/ethernet/sfc, the linear area of a segmented packet), 2acdb92e85.
/// <summary>A segmenting transmit path that ends the share by the address of the payload, which lies behind the headers.</summary>
public sealed unsafe class SegmentedTransmit<THal>
    where THal : struct, IHal
{
    private const int HeaderLength = 54;
    private readonly Ring _ring = new();

    public void Send(byte* packet, int length)
    {
        DmaBuffer linear = new(packet, length);
        PhysAddr next = THal.Share(linear, BufferDirection.DriverToDevice);
        _ring.Post(0, next, HeaderLength);
        next += HeaderLength;
        _ring.Post(1, next, length - HeaderLength);
        _ring.Doorbell();
        while (!_ring.IsDone(1))
        {
        }

        THal.Unshare(next, linear, BufferDirection.DriverToDevice); //! HAL1001
    }
}
