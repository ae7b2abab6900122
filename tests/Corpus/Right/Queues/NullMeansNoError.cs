using Devices;
using Hal;

/// <summary>Offer answers an error text or null: text means that the entry was not taken.</summary>
public sealed class ErrorText<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();

    public bool Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        string? error = _queue.Offer(at, data);
        if (error != null)
        {
            Log.Info(error);
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            return false;
        }

        return true;
    }

    public void PostOrThrow(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        if (_queue.Offer(at, data) is { Length: > 0 } error)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
            throw new DeviceException(error);
        }
    }
}
