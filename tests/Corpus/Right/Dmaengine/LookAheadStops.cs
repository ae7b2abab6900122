using System.Collections.Generic;
using Hal;
using Devices;

/// <summary>A pipelined copy that ends the look-ahead buffer's share when it stops.</summary>
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
                next = THal.Share(parts[i + 1], BufferDirection.DriverToDevice);
            }

            int cookie = _engine.Submit(current, target + (ulong)copied, parts[i].Length);
            bool done = cookie >= 0 && _engine.WaitFor(cookie, 10);
            THal.Unshare(current, parts[i], BufferDirection.DriverToDevice);
            if (!done)
            {
                _engine.Terminate();
                if (!last)
                {
                    THal.Unshare(next, parts[i + 1], BufferDirection.DriverToDevice);
                }

                return copied;
            }

            copied += parts[i].Length;
        }

        return copied;
    }
}
