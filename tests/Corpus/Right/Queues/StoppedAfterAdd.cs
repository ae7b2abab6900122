using Devices;
using Hal;

/// <summary>The entry is added, then the device fails to start: the driver takes the entry back from the queue and ends it.</summary>
public sealed class StoppedQueue<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();
    private readonly Device _device = new();

    public bool Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _queue.Add(at, data);
        _device.Kick();
        if (_device.Status != 0)
        {
            _device.Reset();
            _queue.TryPop(out _, out _);
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            return false;
        }

        return true;
    }

    public void PostOrThrow(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _queue.Add(at, data);
        if (!_device.Ready)
        {
            while (_queue.TryPop(out PhysAddr back, out DmaBuffer buffer))
            {
                THal.Unshare(back, buffer, BufferDirection.DriverToDevice);
            }

            throw new DeviceException("stopped");
        }
    }
}
