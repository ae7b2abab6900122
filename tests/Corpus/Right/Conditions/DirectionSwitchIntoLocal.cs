using System;
using Devices;
using Hal;

/// <summary>A SCSI-like direction code becomes a local by a switch expression; the local serves both calls.</summary>
public sealed class DirectionLocal<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, int code)
    {
        BufferDirection direction = code switch
        {
            0 => BufferDirection.Both,
            1 => BufferDirection.DriverToDevice,
            2 => BufferDirection.DeviceToDriver,
            _ => throw new ArgumentOutOfRangeException(nameof(code)),
        };
        PhysAddr at = THal.Share(data, direction);
        int status = _device.Start(at, data.Length);
        if (direction != BufferDirection.DriverToDevice && status == 0)
        {
            _device.Wait(10);
        }

        THal.Unshare(at, data, direction);
        return direction == BufferDirection.DeviceToDriver ? data[0] : status;
    }
}
