using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like libpcap's device captures: finished frames are walked by an iterator, each given back as it is passed on. The bytes are copied
// after the share's end, and the frame goes back to the queue with a share of its own.
public sealed class CaptureTap<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue;
    private readonly List<DmaBuffer> _idle = [];

    public CaptureTap(Queue queue) => _queue = queue;

    public int Idle => _idle.Count;

    public void Offer(DmaBuffer frame)
    {
        PhysAddr address = THal.Share(frame, BufferDirection.DeviceToDriver);
        if (!_queue.TryAdd(address, frame))
        {
            THal.Unshare(address, frame, BufferDirection.DeviceToDriver);
            _idle.Add(frame);
        }
    }

    public IEnumerable<byte[]> Frames()
    {
        while (_queue.TryPop(out PhysAddr address, out DmaBuffer frame))
        {
            THal.Unshare(address, frame, BufferDirection.DeviceToDriver);
            byte[] copy = frame.AsReadOnlySpan().ToArray();
            Offer(frame);
            yield return copy;
        }
    }

    public void OfferIdle()
    {
        for (int left = _idle.Count; left > 0; left--)
        {
            DmaBuffer frame = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            Offer(frame);
        }
    }
}
