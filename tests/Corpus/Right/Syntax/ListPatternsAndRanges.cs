using Devices;
using Hal;

/// <summary>Addresses in an array are taken apart by a list pattern, by ranges and by index from the end.</summary>
public sealed class ListPatterns<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer[] parts)
    {
        if (parts is not [var header, .., var status])
        {
            return -22;
        }

        PhysAddr[] at = new PhysAddr[2];
        at[^2] = THal.Share(header, BufferDirection.DriverToDevice);
        at[^1] = THal.Share(status, BufferDirection.DeviceToDriver);
        int result = at is [var first, var second] ? _device.Start(first, header.Length) + _device.Start(second, status.Length) : -1;
        foreach (PhysAddr address in at[..1])
        {
            THal.Unshare(address, header, BufferDirection.DriverToDevice);
        }

        THal.Unshare(at[1], status, BufferDirection.DeviceToDriver);
        return result;
    }
}
