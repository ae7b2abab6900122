using Devices;
using Hal;

/// <summary>A synchronous request on a shared queue: it reaps whatever is done until its own address comes back.</summary>
public sealed class SyncOnQueue<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();
    private readonly Device _device = new();

    public void Run(DmaBuffer data)
    {
        PhysAddr mine = THal.Share(data, BufferDirection.Both);
        _queue.Add(mine, data);
        _device.Kick();
        for (;;)
        {
            if (!_queue.TryPop(out PhysAddr done, out DmaBuffer buffer))
            {
                continue;
            }

            THal.Unshare(done, buffer, BufferDirection.Both);
            if (done == mine)
            {
                return;
            }
        }
    }
}
