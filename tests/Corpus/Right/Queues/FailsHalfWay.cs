using Devices;
using Hal;

/// <summary>A batch into a queue that fills half way: what was taken stays the queue's, the one refused ends here.</summary>
public sealed class BatchPost<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();
    private readonly Device _device = new();

    public int Post(DmaBuffer[] packets)
    {
        int posted = 0;
        foreach (DmaBuffer packet in packets)
        {
            PhysAddr at = THal.Share(packet, BufferDirection.DriverToDevice);
            if (!_queue.TryAdd(at, packet))
            {
                THal.Unshare(at, packet, BufferDirection.DriverToDevice);
                break;
            }

            posted++;
        }

        if (posted > 0)
        {
            _device.Kick();
        }

        return posted;
    }
}
