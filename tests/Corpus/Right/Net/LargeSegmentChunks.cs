using System;
using Devices;
using Hal;

namespace Drivers;

// A segmentation offload: one mapping is described by several descriptors, none longer than the device's limit. Descriptors name parts
// of the share by offset, but the share ends once, by its first address.
public sealed class ChunkedSender<THal>
    where THal : struct, IHal
{
    private const int MaxPerDescriptor = 16 * 1024 - 1;

    private readonly Ring _ring;
    private readonly Device _device;

    public ChunkedSender(Ring ring, Device device) => (_ring, _device) = (ring, device);

    public bool Send(DmaBuffer data, int milliseconds)
    {
        int needed = (data.Length + MaxPerDescriptor - 1) / MaxPerDescriptor;
        if (needed > FreeEntries())
        {
            return false;
        }

        PhysAddr start = THal.Share(data, BufferDirection.DriverToDevice);
        try
        {
            int last = PostAll(start, data.Length);
            _ring.Doorbell();
            var deadline = Deadline.In(milliseconds);
            while (!_ring.IsDone(last))
            {
                if (deadline.Expired)
                {
                    _ring.Stop();
                    _device.Reset();
                    return false;
                }
            }

            _ring.Tail = (last + 1) % _ring.Size;
            return true;
        }
        finally
        {
            THal.Unshare(start, data, BufferDirection.DriverToDevice);
        }
    }

    private int PostAll(PhysAddr start, int length)
    {
        int index = _ring.Head;
        int last = index;
        for (int offset = 0; offset < length; offset += MaxPerDescriptor)
        {
            last = index;
            _ring.Post(index, start + offset, Math.Min(MaxPerDescriptor, length - offset));
            index = (index + 1) % _ring.Size;
        }

        _ring.Head = index;
        return last;
    }

    private int FreeEntries() => (_ring.Tail - _ring.Head - 1 + _ring.Size) % _ring.Size;
}
