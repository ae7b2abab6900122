using Hal;
using Devices;

/// <summary>A segmenting transmit path that ends the share by the address of the whole packet.</summary>
public sealed unsafe class SegmentedTransmit<THal>
    where THal : struct, IHal
{
    private const int HeaderLength = 54;
    private readonly Ring _ring = new();

    public void Send(byte* packet, int length)
    {
        DmaBuffer linear = new(packet, length);
        PhysAddr start = THal.Share(linear, BufferDirection.DriverToDevice);
        _ring.Post(0, start, HeaderLength);
        PhysAddr next = start + HeaderLength;
        _ring.Post(1, next, length - HeaderLength);
        _ring.Doorbell();
        while (!_ring.IsDone(1))
        {
        }

        THal.Unshare(start, linear, BufferDirection.DriverToDevice);
    }
}
