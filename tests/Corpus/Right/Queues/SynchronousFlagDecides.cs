using Devices;
using Hal;

/// <summary>A caller's flag says whether to wait: waited for, the share ends here, otherwise the completion ends it.</summary>
public sealed class WaitOrLeave<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();
    private readonly Device _device = new();

    public void Post(DmaBuffer data, bool wait)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _queue.Add(at, data);
        _device.Kick();
        if (!wait)
        {
            return;
        }

        while (!_device.Poll())
        {
        }

        _queue.TryPop(out PhysAddr done, out DmaBuffer buffer);
        THal.Unshare(done, buffer, BufferDirection.DriverToDevice);
    }

    public void Complete()
    {
        if (_queue.TryPop(out PhysAddr at, out DmaBuffer buffer))
        {
            THal.Unshare(at, buffer, BufferDirection.DriverToDevice);
        }
    }
}
