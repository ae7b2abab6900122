using Devices;
using Hal;

/// <summary>The queue reports by 0 or a negative error, tested in two different spellings.</summary>
public sealed class ErrorCodePath<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();
    private readonly Device _device = new();

    public int Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int error = _queue.AddOrError(at, data);
        if (error < 0)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        if (error >= 0)
        {
            _device.Kick();
        }

        return error;
    }

    public void PostOrThrow(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        switch (_queue.AddOrError(at, data))
        {
            case 0:
                _device.Kick();
                break;
            case var error:
                THal.Unshare(at, data, BufferDirection.Both);
                throw new DeviceException($"the queue answers {error}");
        }
    }
}
