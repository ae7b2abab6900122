using Hal;
using Devices;

/// <summary>An Ethernet transmit path that gives all of its eight fragments back.</summary>
public sealed unsafe class JumboTransmit<THal>
    where THal : struct, IHal
{
    private const int Parts = 8;
    private const int PartLength = 1024;
    private readonly Ring _ring = new();

    public void Send(byte* jumbo)
    {
        var addresses = new PhysAddr[Parts];
        for (int i = 0; i < Parts; i++)
        {
            addresses[i] = THal.Share(new DmaBuffer(jumbo + i * PartLength, PartLength), BufferDirection.DriverToDevice);
            _ring.Post(i, addresses[i], PartLength);
        }

        _ring.Doorbell();
        while (!_ring.IsDone(Parts - 1))
        {
        }

        for (int i = Parts - 1; i >= 0; i--)
        {
            THal.Unshare(addresses[i], new DmaBuffer(jumbo + i * PartLength, PartLength), BufferDirection.DriverToDevice);
        }
    }
}
