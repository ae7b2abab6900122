using Hal;
using Devices;

/// <summary>A virtio block request whose local cleanup function ends its three shares.</summary>
public sealed class ThreePartRequest<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public int Run(DmaBuffer header, DmaBuffer data, DmaBuffer status)
    {
        PhysAddr h = THal.Share(header, BufferDirection.DriverToDevice);
        PhysAddr d = THal.Share(data, BufferDirection.Both);
        PhysAddr s = THal.Share(status, BufferDirection.DeviceToDriver);
        _ring.Post(0, h, header.Length);
        _ring.Post(1, d, data.Length);
        _ring.Post(2, s, status.Length);
        _ring.Doorbell();
        while (!_ring.IsDone(2))
        {
        }

        CleanUp();
        return data.Length;

        void CleanUp()
        {
            THal.Unshare(h, header, BufferDirection.DriverToDevice);
            THal.Unshare(d, data, BufferDirection.Both);
            THal.Unshare(s, status, BufferDirection.DeviceToDriver);
        }
    }
}
