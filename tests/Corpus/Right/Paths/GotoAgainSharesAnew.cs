using Devices;
using Hal;

/// <summary>A bus transfer that jumps back to share and submit again after a bus error, up to a limit.</summary>
public sealed class BusTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _bus = new();

    public bool Send(DmaBuffer payload)
    {
        int left = 3;
    again:
        PhysAddr at = THal.Share(payload, BufferDirection.DriverToDevice);
        int error = _bus.Start(at, payload.Length);
        THal.Unshare(at, payload, BufferDirection.DriverToDevice);
        if (error == -11 && --left > 0)
        {
            _bus.Reset();
            goto again;
        }

        return error == 0;
    }
}
