using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK: "nvme: Free child reqs in split error case" (1492eb4c0c): a split that failed half way left the parts that had
// been made.
public sealed unsafe class SpdkSplit<THal>
    where THal : struct, IHal
{
    private const int MaxTransfer = 128 * 1024;

    private readonly NvmeQueue _queue;

    public SpdkSplit(NvmeQueue queue) => _queue = queue;

    public int Write(DmaBuffer payload, int blockSize)
    {
        var children = new List<(PhysAddr Prp, DmaBuffer Part)>();
        for (int offset = 0; offset < payload.Length; offset += MaxTransfer)
        {
            DmaBuffer part = payload.Slice(offset, Math.Min(MaxTransfer, payload.Length - offset));
            if (part.Length % blockSize != 0)
            {
                Log.Info("the length of a child is no multiple of the block size");
                FreeChildren(children);
                return -22;
            }

            PhysAddr prp = THal.Share(part, DriverToDevice);
            children.Add((prp, part));
        }

        int error = 0;
        foreach ((PhysAddr prp, _) in children)
        {
            int command = _queue.Submit(0x01, prp, default);
            error = Math.Min(error, command);
            while (command >= 0 && !_queue.IsDone(command))
            {
                Thread.Yield();
            }
        }

        FreeChildren(children);
        return error;
    }

    private static void FreeChildren(List<(PhysAddr Prp, DmaBuffer Part)> children)
    {
        foreach ((PhysAddr prp, DmaBuffer part) in children)
        {
            THal.Unshare(prp, part, DriverToDevice);
        }

        children.Clear();
    }
}
