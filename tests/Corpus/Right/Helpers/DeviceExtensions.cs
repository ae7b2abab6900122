using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Extension methods for the two common transfers of a small controller, with error codes. Read and write each end their share on the
// refused, the timed out and the good path.
public static class DeviceTransfers
{
    public static int DmaRead<THal>(this Device device, DmaBuffer into, int timeout)
        where THal : struct, IHal => Transfer<THal>(device, into, DeviceToDriver, timeout);

    public static int DmaWrite<THal>(this Device device, DmaBuffer from, int timeout)
        where THal : struct, IHal => Transfer<THal>(device, from, DriverToDevice, timeout);

    private static int Transfer<THal>(Device device, DmaBuffer buffer, BufferDirection direction, int timeout)
        where THal : struct, IHal
    {
        PhysAddr address = THal.Share(buffer, direction);
        int status = device.Start(address, buffer.Length);
        if (status == 0 && !device.Wait(timeout))
        {
            device.Reset();
            status = -110;
        }

        THal.Unshare(address, buffer, direction);
        return status;
    }
}

public sealed class CalibrationStore<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly DmaBuffer _block;

    public CalibrationStore(Device device, DmaBuffer block)
    {
        _device = device;
        _block = block;
    }

    public bool Update(int index, byte value)
    {
        if (_device.DmaRead<THal>(_block, 50) < 0)
        {
            return false;
        }

        _block[index] = value;
        return _device.DmaWrite<THal>(_block, 50) == 0;
    }
}
