using Devices;
using Hal;

/// <summary>Header and data go to the queue one after the other; the header, once taken, stays the queue's.</summary>
public sealed class TwoPartPost<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();

    public bool Post(DmaBuffer header, DmaBuffer data)
    {
        if (_queue.Free < 2)
        {
            return false;
        }

        PhysAddr headerAt = THal.Share(header, BufferDirection.DriverToDevice);
        if (_queue.AddOrError(headerAt, header) != 0)
        {
            THal.Unshare(headerAt, header, BufferDirection.DriverToDevice);
            return false;
        }

        PhysAddr dataAt = THal.Share(data, BufferDirection.DeviceToDriver);
        if (_queue.AddOrError(dataAt, data) == 0)
        {
            return true;
        }

        THal.Unshare(dataAt, data, BufferDirection.DeviceToDriver);
        return false;
    }
}
