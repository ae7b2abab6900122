using System;
using Devices;
using Hal;

namespace Drivers;

// A queue that takes as many entries of a batch as it has room for. What was not taken is ended at once, what was taken when the device
// is done; no element is in both.
public sealed class BatchWriter<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Device _device;

    public BatchWriter(VendorQueue queue, Device device)
    {
        _queue = queue;
        _device = device;
    }

    public int Write(ReadOnlySpan<DmaBuffer> buffers)
    {
        var addresses = new PhysAddr[buffers.Length];
        int mapped = MapAll(buffers, addresses);
        int taken = _queue.PushMany(addresses.AsSpan(0, mapped), buffers[..mapped]);
        for (int i = taken; i < mapped; i++)
        {
            THal.Unshare(addresses[i], buffers[i], BufferDirection.DriverToDevice);
        }

        bool done = true;
        if (taken > 0 && !_device.Wait(500))
        {
            _device.Reset();
            done = false;
        }

        for (int i = 0; i < taken; i++)
        {
            THal.Unshare(addresses[i], buffers[i], BufferDirection.DriverToDevice);
        }

        return done ? taken : -110;
    }

    private static int MapAll(ReadOnlySpan<DmaBuffer> buffers, Span<PhysAddr> addresses)
    {
        int mapped = 0;
        foreach (DmaBuffer buffer in buffers)
        {
            try
            {
                addresses[mapped] = THal.Share(buffer, BufferDirection.DriverToDevice);
            }
            catch (DmaException)
            {
                // The HAL has no room for more: the batch is as long as it is.
                break;
            }

            mapped++;
        }

        return mapped;
    }
}
