using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A pipelined loop: the previous share ends when the next one has been posted.
public sealed class OverwrittenAfterHandOver<THal>(Ring ring)
    where THal : struct, IHal
{
    public void Stream(IEnumerable<DmaBuffer> frames)
    {
        Shared<THal>? previous = null;
        int previousIndex = -1;
        foreach (DmaBuffer frame in frames)
        {
            var current = new Shared<THal>(frame, DriverToDevice);
            if (!ring.TryPost(current.Paddr, frame.Length, out int index))
            {
                current.Unshare();
                break;
            }

            ring.Doorbell();
            if (previous is { } old)
            {
                Wait(previousIndex);
                old.Unshare();
            }

            (previous, previousIndex) = (current, index);
        }

        if (previous is { } last)
        {
            Wait(previousIndex);
            last.Unshare();
        }
    }

    private void Wait(int index)
    {
        while (!ring.IsDone(index))
        {
            Thread.Yield();
        }
    }
}
