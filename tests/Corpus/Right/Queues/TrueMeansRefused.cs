using Devices;
using Hal;

/// <summary>A vendor's queue answers true when it was full: then, and only then, the share is still here.</summary>
public sealed class OverflowQueue<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();

    public bool Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        if (_queue.AddOverflows(at, data))
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            return false;
        }

        return true;
    }

    public void PostOrThrow(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        bool full = _queue.AddOverflows(at, data);
        if (full)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            throw new DeviceException("full");
        }
    }
}
