using Devices;
using Hal;

/// <summary>Returns behind conditions that are constant in this build are no paths.</summary>
public sealed class TracedDriver<THal>
    where THal : struct, IHal
{
    private const bool DryRun = false;
    private const int Level = 1;
    private readonly Device _device = new();

    public int Send(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
#pragma warning disable CS0162 // unreachable in this build, reachable in a developer's
        if (DryRun)
        {
            return 0;
        }

        if (Level > 2 && _device.Ready)
        {
            return -1;
        }
#pragma warning restore CS0162

        int status = _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return status;
    }
}
