using Hal;
using Devices;

// Follows a fix in virtio-drivers, 90d508a.
/// <summary>A virtio block request that finds the queue full after it shared header and data.</summary>
public sealed unsafe class VirtioRequest<THal>
    where THal : struct, IHal
{
    private readonly Ring _queue = new();

    public int Read(byte* header, byte* data)
    {
        DmaBuffer request = new(header, 16);
        DmaBuffer sector = new(data, 512);
        PhysAddr requestAddress = THal.Share(request, BufferDirection.DriverToDevice); //! HAL1002
        PhysAddr sectorAddress = THal.Share(sector, BufferDirection.DeviceToDriver); //! HAL1002
        if (!_queue.TryPost(requestAddress, 16, out _) || !_queue.TryPost(sectorAddress, 512, out int last))
        {
            return -11;
        }

        _queue.Doorbell();
        while (!_queue.IsDone(last))
        {
        }

        THal.Unshare(sectorAddress, sector, BufferDirection.DeviceToDriver);
        THal.Unshare(requestAddress, request, BufferDirection.DriverToDevice);
        return 0;
    }
}
