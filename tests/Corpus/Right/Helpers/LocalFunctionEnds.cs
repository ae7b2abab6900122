using Devices;
using Hal;

/// <summary>A local function that captures address and buffer is called at each exit.</summary>
public sealed class LocalEnd<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Read(DmaBuffer into)
    {
        PhysAddr at = THal.Share(into, BufferDirection.DeviceToDriver);
        int error = _device.Start(at, into.Length);
        if (error != 0)
        {
            return Leave(error);
        }

        if (!_device.Wait(10))
        {
            _device.Reset();
            return Leave(-110);
        }

        return Leave(0);

        int Leave(int result)
        {
            THal.Unshare(at, into, BufferDirection.DeviceToDriver);
            return result;
        }
    }
}
