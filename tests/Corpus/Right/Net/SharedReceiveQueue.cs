using System;
using Devices;
using Hal;

namespace Drivers;

// Like rdma-core's shared receive queues: a batch of buffers is offered, and the queue says how many it took. What was not taken is
// given back at once, what was taken when the queue reports it finished.
public sealed class ReceiveQueue<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;

    public ReceiveQueue(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += OnFinished;
    }

    public event Action<DmaBuffer>? Arrived;

    public int Refill(ReadOnlySpan<DmaBuffer> buffers)
    {
        Span<PhysAddr> addresses = buffers.Length <= 32 ? stackalloc PhysAddr[buffers.Length] : new PhysAddr[buffers.Length];
        int shared = 0;
        try
        {
            for (; shared < buffers.Length; shared++)
            {
                addresses[shared] = THal.Share(buffers[shared], BufferDirection.DeviceToDriver);
            }
        }
        catch (DmaException)
        {
            // Fewer buffers than hoped for are better than none.
        }

        int taken = _queue.PushMany(addresses[..shared], buffers[..shared]);
        for (int i = taken; i < shared; i++)
        {
            THal.Unshare(addresses[i], buffers[i], BufferDirection.DeviceToDriver);
        }

        return taken;
    }

    private void OnFinished(PhysAddr address, DmaBuffer buffer)
    {
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        Arrived?.Invoke(buffer);
    }
}
