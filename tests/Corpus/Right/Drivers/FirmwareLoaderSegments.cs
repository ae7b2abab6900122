using System;
using Devices;
using Hal;

/// <summary>A coprocessor's loader: segments from a table of offsets, one share each, an early end at the first that fails.</summary>
public sealed class SegmentLoader<THal>
    where THal : struct, IHal
{
    private readonly Device _processor = new();

    public readonly record struct Segment(int Offset, int Length, ulong LoadAddress);

    public bool Load(DmaBuffer image, ReadOnlySpan<Segment> segments)
    {
        bool ok = true;
        for (int i = 0; ok && i < segments.Length; i++)
        {
            (int offset, int length, ulong where) = segments[i];
            if (length == 0)
            {
                continue;
            }

            DmaBuffer part = image.Slice(offset, length);
            PhysAddr at = THal.Share(part, BufferDirection.DriverToDevice);
            _processor.WriteRegister(0, where);
            ok = _processor.Submit(at, length) && _processor.Wait(50);
            THal.Unshare(at, part, BufferDirection.DriverToDevice);
        }

        if (!ok)
        {
            _processor.Reset();
        }

        return ok;
    }
}
