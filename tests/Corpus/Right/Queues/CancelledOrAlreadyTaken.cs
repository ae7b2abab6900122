using Devices;
using Hal;

/// <summary>Cancelling succeeds only while the entry waits: then the share is the caller's again, else the completion ends it.</summary>
public sealed class Cancelling<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();
    private readonly Device _device = new();

    public Cancelling() => _queue.Finished += End;

    public bool RunWithLimit(DmaBuffer data, int milliseconds)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        if (_queue.Enqueue(at, data) is not { } ticket)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            return false;
        }

        if (!_device.Wait(milliseconds) && _queue.TryCancel(at))
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            return false;
        }

        return ticket.IsDone;
    }

    private static void End(PhysAddr at, DmaBuffer buffer) => THal.Unshare(at, buffer, BufferDirection.DriverToDevice);
}
