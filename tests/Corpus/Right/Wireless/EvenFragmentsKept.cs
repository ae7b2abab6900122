using Hal;
using Devices;

/// <summary>A wireless transmit completion that ends both buffers of each descriptor.</summary>
public sealed unsafe class AggregateTransmit<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public void Send(byte* subframes)
    {
        Shared<THal>[] shares = new Shared<THal>[6];
        for (int i = 0; i < 6; i++)
        {
            shares[i] = new Shared<THal>(new DmaBuffer(subframes + 2048 * i, 1600), BufferDirection.DriverToDevice);
        }

        for (int i = 0; i < 6; i += 2)
        {
            _ring.Post(i, shares[i].Paddr, 1600);
            _ring.Post(i + 1, shares[i + 1].Paddr, 1600);
        }

        _ring.Doorbell();
        while (!_ring.IsDone(5))
        {
        }

        for (int i = 0; i < 6; i += 2)
        {
            shares[i].Unshare();
            shares[i + 1].Unshare();
        }
    }
}
