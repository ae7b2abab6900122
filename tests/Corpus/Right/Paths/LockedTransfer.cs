using Devices;
using Hal;

/// <summary>An I2C controller whose transfer runs under a lock, with returns inside of it.</summary>
public sealed class I2cController<THal>
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private readonly Device _controller = new();

    public int Transfer(DmaBuffer bytes, bool read)
    {
        BufferDirection direction = read ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
        lock (_gate)
        {
            if (_controller.Status != 0)
            {
                return -16;
            }

            PhysAddr at = THal.Share(bytes, direction);
            int error = _controller.Start(at, bytes.Length);
            if (error != 0)
            {
                THal.Unshare(at, bytes, direction);
                return error;
            }

            _controller.Wait(10);
            THal.Unshare(at, bytes, direction);
            return 0;
        }
    }
}
