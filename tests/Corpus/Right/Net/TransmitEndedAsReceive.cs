using Hal;
using Devices;

/// <summary>A transmit ring's cleanup with the transmit ring's own length and direction.</summary>
public sealed unsafe class EndpointRing<THal>
    where THal : struct, IHal
{
    private const int TransmitSize = 2048;
    private const int ReceiveSize = 4096;
    private readonly Ring _ring = new();

    public void Echo(byte* page)
    {
        PhysAddr received = THal.Share(new DmaBuffer(page, ReceiveSize), BufferDirection.DeviceToDriver);
        PhysAddr sent = THal.Share(new DmaBuffer(page + ReceiveSize, TransmitSize), BufferDirection.DriverToDevice);
        _ring.Post(0, received, ReceiveSize);
        _ring.Post(1, sent, TransmitSize);
        _ring.Doorbell();
        while (!_ring.IsDone(1))
        {
        }

        THal.Unshare(received, new DmaBuffer(page, ReceiveSize), BufferDirection.DeviceToDriver);
        THal.Unshare(sent, new DmaBuffer(page + ReceiveSize, TransmitSize), BufferDirection.DriverToDevice);
    }
}
