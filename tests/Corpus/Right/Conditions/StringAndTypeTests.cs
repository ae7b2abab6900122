using Devices;
using Hal;

/// <summary>Pure tests of a string and of a type, spelled twice.</summary>
public sealed class NamedDevice<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(string? firmware, DmaBuffer image, object transport)
    {
        PhysAddr at = default;
        if (!string.IsNullOrEmpty(firmware))
        {
            at = THal.Share(image, BufferDirection.DriverToDevice);
        }

        PhysAddr extra = default;
        DmaBuffer tail = image.Slice(image.Length - 64, 64);
        if (transport is UsbHost)
        {
            extra = THal.Share(tail, BufferDirection.DriverToDevice);
        }

        int status = _device.Start(at, image.Length) + _device.Start(extra, tail.Length);
        if (transport is UsbHost)
        {
            THal.Unshare(extra, tail, BufferDirection.DriverToDevice);
        }

        if (!string.IsNullOrEmpty(firmware))
        {
            THal.Unshare(at, image, BufferDirection.DriverToDevice);
        }

        return status;
    }
}
