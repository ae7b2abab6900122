using System;
using System.Linq;
using Devices;
using Hal;

/// <summary>Lambdas and local functions capture address and buffer only to log, count and compare; the method ends the share.</summary>
public sealed class LookingLambdas<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, PhysAddr[] known)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        Action trace = () => Log.Address(at);
        bool seen = known.Any(other => other == at);
        trace();
        int status = Launch();
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        trace();
        return seen ? 1 : status;

        int Launch() => _device.Start(at, data.Length);
    }

    public int RunCaptured(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        int result = Try(() => _device.Start(at, data.Length));
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return result;
    }

    private static int Try(Func<int> attempt)
    {
        try
        {
            return attempt();
        }
        catch (DeviceException)
        {
            return -1;
        }
    }
}
