using Devices;
using Hal;

/// <summary>Post answers 0 or an unsigned error; the share is ended only when there is one.</summary>
public sealed class UnsignedErrors<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue = new();

    public uint Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        uint error = _queue.Post(at, data);
        if (error != 0)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return error;
    }

    public void PostOrThrow(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        if (_queue.Post(at, data) is var error and > 0)
        {
            THal.Unshare(at, data, BufferDirection.Both);
            throw new DeviceException($"error {error}");
        }
    }
}
