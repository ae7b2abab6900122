using Devices;
using Hal;

/// <summary>The same conjunction nested, joined and negated by De Morgan.</summary>
public sealed class Conjunctions<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data, bool enabled, bool external)
    {
        PhysAddr at = default;
        if (enabled)
        {
            if (external)
            {
                at = THal.Share(data, BufferDirection.Both);
            }
        }

        int status = _device.Start(at, data.Length);
        if (enabled && external)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        return status;
    }

    public int RunNegated(DmaBuffer data, bool enabled, bool external)
    {
        PhysAddr at = default;
        if (enabled && external)
        {
            at = THal.Share(data, BufferDirection.Both);
        }

        int status = _device.Start(at, data.Length);
        if (!enabled || !external)
        {
            return status;
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return status + 1;
    }
}
