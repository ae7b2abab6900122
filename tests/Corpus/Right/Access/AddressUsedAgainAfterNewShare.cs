using Devices;
using Hal;

/// <summary>The same variable is programmed, unshared, shared anew and programmed again, in a row and around a loop.</summary>
public sealed class SameVariable<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Row(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _device.Program(at, data.Length);
        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        _device.Program(default, 0);
        at = THal.Share(data, BufferDirection.DeviceToDriver);
        _device.Program(at, data.Length);
        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        at = default;
        _device.Program(at, 0);
    }

    public void Around(DmaBuffer data, int rounds)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        for (int i = 0; i < rounds; i++)
        {
            _device.Program(at, data.Length);
            _device.Wait(10);
            THal.Unshare(at, data, BufferDirection.Both);
            at = THal.Share(data, BufferDirection.Both);
        }

        THal.Unshare(at, data, BufferDirection.Both);
    }
}
