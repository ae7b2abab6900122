using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A batch of which the queue takes a part: what it did not take is ended at once.
public sealed class PartlyTakenBatch<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    public int Push(DmaBuffer[] buffers)
    {
        PhysAddr[] addresses = Array.ConvertAll(buffers, buffer => THal.Share(buffer, DriverToDevice));
        int taken = queue.PushMany(addresses, buffers);
        for (int i = taken; i < buffers.Length; i++)
        {
            THal.Unshare(addresses[i], buffers[i], DriverToDevice);
        }

        return taken;
    }

    public int PushPair(DmaBuffer header, DmaBuffer body)
    {
        PhysAddr first = THal.Share(header, DriverToDevice);
        PhysAddr second = THal.Share(body, DriverToDevice);
        int taken = queue.PushMany([first, second], [header, body]);
        if (taken < 2)
        {
            THal.Unshare(second, body, DriverToDevice);
        }

        if (taken < 1)
        {
            THal.Unshare(first, header, DriverToDevice);
        }

        return taken;
    }
}
