using System.Threading;
using Devices;
using Hal;

/// <summary>After adding, the driver looks for a moment whether the entry is done; if not, the reaper ends it later.</summary>
public sealed class FastPath<THal>
    where THal : struct, IHal
{
    private readonly Queue _pending = new();
    private readonly VendorQueue _queue = new();

    public int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _pending.Add(at, data);
        for (int spin = 0; spin < 100; spin++)
        {
            if (_queue.TryFinish(at))
            {
                THal.Unshare(at, data, BufferDirection.Both);
                return 0;
            }

            Thread.SpinWait(10);
        }

        return -115;
    }

    public void Reap()
    {
        while (_pending.TryPop(out PhysAddr at, out DmaBuffer buffer))
        {
            THal.Unshare(at, buffer, BufferDirection.Both);
        }
    }
}
