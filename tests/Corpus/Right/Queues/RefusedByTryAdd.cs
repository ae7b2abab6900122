using Devices;
using Hal;

/// <summary>Where TryAdd refuses, the share is ended here; where it takes, it is the queue's.</summary>
public sealed class TryAddPath<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();

    public bool Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        if (_queue.TryAdd(at, data))
        {
            return true;
        }

        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return false;
    }

    public bool PostInverted(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        bool full = !_queue.TryAdd(at, data);
        if (full)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }

        return !full;
    }
}
