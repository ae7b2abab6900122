using Devices;
using Hal;

/// <summary>A mapping helper in C style: true, or a negative number, means that it failed and holds nothing.</summary>
public sealed class CStyle<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private bool MapFails(DmaBuffer data, ref PhysAddr at)
    {
        if (data.Length > 4096)
        {
            return true;
        }

        at = THal.Share(data, BufferDirection.DriverToDevice);
        return false;
    }

    private int MapCount(DmaBuffer[] parts, PhysAddr[] at)
    {
        int count = 0;
        foreach (DmaBuffer part in parts)
        {
            at[count++] = THal.Share(part, BufferDirection.DriverToDevice);
        }

        return count;
    }

    public int Run(DmaBuffer data)
    {
        PhysAddr at = default;
        if (MapFails(data, ref at))
        {
            return -22;
        }

        int status = _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return status;
    }

    public int RunMany(DmaBuffer[] parts)
    {
        PhysAddr[] at = new PhysAddr[parts.Length];
        int count = MapCount(parts, at);
        int status = _device.Start(at[0], count);
        while (count-- > 0)
        {
            THal.Unshare(at[count], parts[count], BufferDirection.DriverToDevice);
        }

        return status;
    }
}
