using Devices;
using Hal;

/// <summary>Try methods joined in one condition and in two steps; what the first gave is ended when the second fails.</summary>
public sealed class TryChain<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private bool TryMap(DmaBuffer data, out PhysAddr at)
    {
        at = default;
        if (!_device.Ready)
        {
            return false;
        }

        at = THal.Share(data, BufferDirection.Both);
        return true;
    }

    public bool InTwoSteps(DmaBuffer a, DmaBuffer b)
    {
        if (!TryMap(a, out PhysAddr aAt))
        {
            return false;
        }

        if (!TryMap(b, out PhysAddr bAt))
        {
            THal.Unshare(aAt, a, BufferDirection.Both);
            return false;
        }

        _device.Submit(aAt, bAt == aAt ? 0 : 1);
        THal.Unshare(bAt, b, BufferDirection.Both);
        THal.Unshare(aAt, a, BufferDirection.Both);
        return true;
    }

    public bool InOne(DmaBuffer a, DmaBuffer b)
    {
        PhysAddr aAt = default, bAt = default;
        bool both = TryMap(a, out aAt) && TryMap(b, out bAt);
        if (both)
        {
            _device.Submit(aAt);
            _device.Submit(bAt);
            THal.Unshare(bAt, b, BufferDirection.Both);
        }

        if (aAt != default)
        {
            THal.Unshare(aAt, a, BufferDirection.Both);
        }

        return both;
    }

    public bool Either(DmaBuffer a, DmaBuffer b)
    {
        DmaBuffer used = a;
        if (!TryMap(a, out PhysAddr at))
        {
            used = b;
            if (!TryMap(b, out at))
            {
                return false;
            }
        }

        bool ok = _device.Submit(at, used.Length);
        THal.Unshare(at, used, BufferDirection.Both);
        return ok;
    }
}
