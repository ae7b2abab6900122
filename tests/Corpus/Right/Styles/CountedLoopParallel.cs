using System;
using Devices;
using Hal;

public sealed class CountedLoopParallel<THal>(NvmeQueue queue) where THal : struct, IHal
{
    private const int Depth = 4;

    public int Batch(DmaBuffer[] buffers)
    {
        if (buffers.Length != Depth)
        {
            throw new ArgumentException("four buffers", nameof(buffers));
        }

        Span<PhysAddr> addresses = stackalloc PhysAddr[Depth];
        int failed = 0;
        for (int i = 0; i != Depth; ++i)
        {
            addresses[i] = THal.Share(buffers[i], BufferDirection.DeviceToDriver);
            if (queue.Submit(2, addresses[i], default) < 0)
            {
                failed++;
            }
        }

        queue.RingDoorbell();
        for (int i = Depth - 1; i >= 0; i--)
        {
            while (!queue.IsDone(i))
            {
            }

            THal.Unshare(addresses[i], buffers[i], BufferDirection.DeviceToDriver);
        }

        return failed;
    }

    public void FirstThenRest(DmaBuffer[] buffers)
    {
        var addresses = new PhysAddr[buffers.Length];
        addresses[0] = THal.Share(buffers[0], BufferDirection.DriverToDevice);
        for (int i = 1; i < buffers.Length; i++)
        {
            addresses[i] = THal.Share(buffers[i], BufferDirection.DeviceToDriver);
        }

        queue.RingDoorbell();
        THal.Unshare(addresses[0], buffers[0], BufferDirection.DriverToDevice);
        for (int i = 1; i < buffers.Length; i++)
        {
            THal.Unshare(addresses[i], buffers[i], BufferDirection.DeviceToDriver);
        }
    }
}
