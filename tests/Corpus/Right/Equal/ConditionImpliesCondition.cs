using Devices;
using Hal;

/// <summary>The second test is implied by the first, or another way to say it.</summary>
public sealed class Implications<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Counts(DmaBuffer a, DmaBuffer b, int count)
    {
        PhysAddr aAt = default, bAt = default;
        if (count > 0)
        {
            aAt = THal.Share(a, BufferDirection.Both);
        }

        if (count >= 2)
        {
            bAt = THal.Share(b, BufferDirection.Both);
        }

        int status = _device.Start(aAt, count) + _device.Start(bAt, count);
        if (count <= 0)
        {
            return status;
        }

        if (count != 1)
        {
            THal.Unshare(bAt, b, BufferDirection.Both);
        }

        THal.Unshare(aAt, a, BufferDirection.Both);
        return status;
    }

    public int EnumOrder(DmaBuffer data, SubmitResult kind)
    {
        PhysAddr at = default;
        if (kind != SubmitResult.Queued)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, data.Length);
        if (kind == SubmitResult.Queued)
        {
            return status;
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return kind == SubmitResult.Completed ? 1 : 2;
    }

    public int Signs(DmaBuffer data, uint length)
    {
        PhysAddr at = default;
        if (length != 0)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, (int)length);
        if (length > 0)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }
}
