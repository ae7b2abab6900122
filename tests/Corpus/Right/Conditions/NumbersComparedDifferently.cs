using Devices;
using Hal;

/// <summary>The same comparison in other words: off-by-one bounds, a negation, a lifted comparison and a pattern.</summary>
public sealed class OtherWords<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Bounds(DmaBuffer data, int count)
    {
        PhysAddr at = default;
        if (count >= 1)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, count);
        if (!(count < 1))
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        PhysAddr again = default;
        if (count > -1)
        {
            again = THal.Share(data, BufferDirection.Both);
        }

        status += _device.Start(again, count);
        if (count >= 0)
        {
            THal.Unshare(again, data, BufferDirection.Both);
        }

        return status;
    }

    public int Lifted(DmaBuffer data, int? count)
    {
        PhysAddr at = default;
        if (count > 0)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, count ?? 0);
        if (count is > 0)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }
}
