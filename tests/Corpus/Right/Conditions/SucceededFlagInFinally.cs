using Devices;
using Hal;

/// <summary>A success flag in finally: on success the queue owns the share, on every other way it is taken back.</summary>
public sealed class CommitOrRollBack<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();
    private readonly Device _device = new();

    public void Post(DmaBuffer data)
    {
        bool committed = false;
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        try
        {
            if (_device.Status != 0)
            {
                throw new DeviceException("down");
            }

            if (_queue.TryAdd(at, data))
            {
                committed = true;
                _device.Kick();
            }
        }
        finally
        {
            if (!committed)
            {
                THal.Unshare(at, data, BufferDirection.DriverToDevice);
            }
        }
    }
}
