using Devices;
using Hal;

/// <summary>The fact that something is shared is kept in an int, in an enum and in the absence of an error text.</summary>
public sealed class FlagTypes<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int InInt(DmaBuffer data, bool map)
    {
        int mapped = map ? 1 : 0;
        PhysAddr at = map ? THal.Share(data, BufferDirection.Both) : default;
        int status = _device.Start(at, data.Length);
        if (mapped == 1)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }

    public int InEnum(DmaBuffer data, bool map)
    {
        SubmitResult state = SubmitResult.Rejected;
        PhysAddr at = default;
        if (map)
        {
            at = THal.Share(data, BufferDirection.Both);
            state = _device.Submit(at) ? SubmitResult.Completed : SubmitResult.Queued;
        }

        _device.Wait(10);
        if (state != SubmitResult.Rejected)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return (int)state;
    }

    public int InObject(DmaBuffer data, bool map)
    {
        string? error = null;
        PhysAddr at = default;
        if (map)
        {
            at = THal.Share(data, BufferDirection.Both);
        }
        else
        {
            error = "not mapped";
        }

        int status = _device.Start(at, data.Length);
        if (error == null)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }
}
