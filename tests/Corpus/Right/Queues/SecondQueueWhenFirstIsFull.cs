using Devices;
using Hal;

/// <summary>A share is offered to a fast queue, then to a slow one, then given up; every || and &amp;&amp; is a path.</summary>
public sealed class TwoQueues<THal>
    where THal : struct, IHal
{
    private readonly Queue _fast = new();
    private readonly Queue _slow = new();

    public bool Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        if (_fast.TryAdd(at, data) || _slow.TryAdd(at, data))
        {
            return true;
        }

        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return false;
    }

    public bool PostUrgentFirst(DmaBuffer data, bool urgent)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        bool taken = urgent && _fast.TryAdd(at, data);
        taken |= !taken && _slow.TryAdd(at, data);
        if (!taken)
        {
            THal.Unshare(at, data, BufferDirection.DriverToDevice);
        }

        return taken;
    }
}
