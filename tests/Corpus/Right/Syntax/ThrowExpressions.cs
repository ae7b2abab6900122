using System;
using Devices;
using Hal;

/// <summary>Throw expressions in ??, in ?: and in a switch stand where nothing is held, or inside a try that ends the share.</summary>
public sealed class ThrowExpressions<THal>
    where THal : struct, IHal
{
    private readonly Device? _device;

    public ThrowExpressions(Device? device) => _device = device;

    public int Run(DmaBuffer data, int mode)
    {
        Device device = _device ?? throw new InvalidOperationException("no device");
        BufferDirection direction = mode > 0 ? BufferDirection.DriverToDevice : throw new ArgumentOutOfRangeException(nameof(mode));
        PhysAddr at = THal.Share(data, direction);
        try
        {
            int status = device.Start(at, data.Length);
            return status >= 0 ? status : throw new DeviceException($"status {status}");
        }
        finally
        {
            THal.Unshare(at, data, direction);
        }
    }
}
