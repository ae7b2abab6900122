using Devices;
using Hal;

/// <summary>A bool local made of two facts steers Share and Unshare; the facts change in between, the bool does not.</summary>
public sealed class Snapshot<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, int retries)
    {
        bool map = retries > 0 || _device.Ready;
        PhysAddr at = default;
        if (map)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        while (retries-- > 0 && !_device.Poll())
        {
            _device.Kick();
        }

        _device.Ready = false;
        if (map)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return retries;
    }
}
