using Devices;
using Hal;

/// <summary>A conditional expression shares or gives default; the same condition guards the Unshare.</summary>
public sealed class TernaryShare<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer payload, bool inline)
    {
        PhysAddr at = inline ? default : THal.Share(payload, BufferDirection.DriverToDevice);
        int status = inline ? _device.Status : _device.Start(at, payload.Length);
        if (!inline)
        {
            THal.Unshare(at, payload, BufferDirection.DriverToDevice);
        }

        return status;
    }

    public int RunNullable(DmaBuffer payload, bool inline)
    {
        PhysAddr? at = inline ? null : THal.Share(payload, BufferDirection.DriverToDevice);
        int status = at is { } address ? _device.Start(address, payload.Length) : _device.Status;
        if (at is { } shared)
        {
            THal.Unshare(shared, payload, BufferDirection.DriverToDevice);
        }

        return status;
    }
}
