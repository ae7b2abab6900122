using Devices;
using Hal;

/// <summary>An error code is set on the way; what was shared under error == 0 is unshared under the test that knows it.</summary>
public sealed class ErrorCarried<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, int version)
    {
        int error = 0;
        PhysAddr at = default;
        if (version < 2)
        {
            error = -22;
        }

        if (error == 0)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        if (error == 0)
        {
            _device.Program(at, data.Length);
            _device.Wait(10);
        }

        if (error != 0)
        {
            Log.Info("too old");
            return error;
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return _device.Status;
    }
}
