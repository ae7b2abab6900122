using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Collects packets and rings the doorbell once for each batch, with a span over the batch. The part of the batch that the queue took is
// kept, the rest is ended and handed back to the caller.
public sealed class BatchedTransmit<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private const int Most = 32;

    private readonly Dictionary<PhysAddr, DmaBuffer> _taken = new();

    public int Send(ReadOnlySpan<DmaBuffer> frames)
    {
        Span<PhysAddr> addresses = stackalloc PhysAddr[Most];
        frames = frames[..Math.Min(frames.Length, Most)];
        int shared = 0;
        try
        {
            while (shared < frames.Length)
            {
                addresses[shared] = THal.Share(frames[shared], DriverToDevice);
                shared++;
            }
        }
        catch (DmaException)
        {
            Log.Info("the batch is cut short");
        }

        int taken = shared == 0 ? 0 : queue.PushMany(addresses[..shared], frames[..shared]);
        for (int i = 0; i < shared; i++)
        {
            if (i < taken)
            {
                _taken.Add(addresses[i], frames[i]);
            }
            else
            {
                THal.Unshare(addresses[i], frames[i], DriverToDevice);
            }
        }

        return taken;
    }

    public int Reap()
    {
        var done = new List<PhysAddr>();
        foreach (PhysAddr address in _taken.Keys)
        {
            if (queue.TryFinish(address))
            {
                done.Add(address);
            }
        }

        foreach (PhysAddr address in done)
        {
            _taken.Remove(address, out DmaBuffer frame);
            THal.Unshare(address, frame, DriverToDevice);
        }

        return done.Count;
    }
}
