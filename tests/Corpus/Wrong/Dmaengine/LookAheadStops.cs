using System.Collections.Generic;
using Hal;
using Devices;

// Like fixes in Linux (drivers/dma/ti, a channel that is terminated in mid-transfer).
/// <summary>A pipelined copy that stops at an error with the look-ahead buffer still shared.</summary>
public sealed class PipelinedCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Copy(IReadOnlyList<DmaBuffer> parts, PhysAddr target)
    {
        int copied = 0;
        PhysAddr next = THal.Share(parts[0], BufferDirection.DriverToDevice);
        for (int i = 0; i < parts.Count; i++)
        {
            PhysAddr current = next;
            bool last = i + 1 == parts.Count;
            if (!last)
            {
                next = THal.Share(parts[i + 1], BufferDirection.DriverToDevice); //! HAL1002 (no fix: overwritten)
            }

            int cookie = _engine.Submit(current, target + (ulong)copied, parts[i].Length);
            bool done = cookie >= 0 && _engine.WaitFor(cookie, 10);
            THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
            if (!done)
            {
                _engine.Terminate();
                return copied;
            }

            copied += parts[i].Length;
        }

        return copied;
    }
}
