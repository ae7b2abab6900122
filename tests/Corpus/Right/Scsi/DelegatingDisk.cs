using System;
using Devices;
using Hal;

namespace Drivers;

// Layers of a disk behind one interface: a retrying layer over one that maps and transfers. Only the lowest layer shares; a status of it
// says that its share ended, so the layer above may try again.
public interface IDisk
{
    /// <returns>0, or a negative error; the buffer is the caller's again in both cases.</returns>
    int Transfer(ulong sector, DmaBuffer data, bool write);
}

public sealed class HardwareDisk<THal> : IDisk
    where THal : struct, IHal
{
    private readonly Device _device;

    public HardwareDisk(Device device) => _device = device;

    public int Transfer(ulong sector, DmaBuffer data, bool write)
    {
        BufferDirection direction = write switch
        {
            true => BufferDirection.DriverToDevice,
            false => BufferDirection.DeviceToDriver,
        };

        PhysAddr address = THal.Share(data, direction);
        _device.WriteRegister(write ? 2 : 1, sector);
        int status = _device.Start(address, data.Length);
        if (status >= 0)
        {
            if (_device.Wait(1000))
            {
                status = _device.Status;
            }
            else
            {
                _device.Reset();
                status = -110;
            }
        }

        THal.Unshare(address, data, direction);
        return status;
    }
}

public sealed class RetryingDisk : IDisk
{
    private readonly IDisk _inner;
    private readonly int _attempts;

    public RetryingDisk(IDisk inner, int attempts) => (_inner, _attempts) = (inner, Math.Max(1, attempts));

    public int Transfer(ulong sector, DmaBuffer data, bool write)
    {
        int status;
        int left = _attempts;
        do
        {
            status = _inner.Transfer(sector, data, write);
        }
        while (status == -110 && --left > 0);

        return status;
    }
}
