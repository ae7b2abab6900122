using System;
using Devices;
using Hal;

/// <summary>A test rig copies a pattern through the engine for all sizes and alignments, and compares.</summary>
public sealed class LoopbackRig<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Run(DmaBuffer memory)
    {
        int half = memory.Length / 2;
        int failures = 0;
        for (int size = 1; size <= half; size = size < half / 2 ? size * 3 : size + half / 4)
        {
            for (int shift = 0; shift < 8 && shift + size <= half; shift++)
            {
                DmaBuffer source = memory.Slice(shift, size);
                DmaBuffer target = memory.Slice(half, size);
                source.AsSpan().Fill((byte)size);
                target.AsSpan().Clear();
                PhysAddr from = THal.Share(source, BufferDirection.DriverToDevice);
                PhysAddr to = THal.Share(target, BufferDirection.DeviceToDriver);
                int cookie = _engine.Submit(from, to, size);
                bool done = cookie >= 0 && _engine.WaitFor(cookie, 100);
                if (!done)
                {
                    _engine.Terminate();
                }

                THal.Unshare(to, target, BufferDirection.DeviceToDriver);
                THal.Unshare(from, source, BufferDirection.DriverToDevice);
                if (!done || !source.AsReadOnlySpan().SequenceEqual(target.AsReadOnlySpan()))
                {
                    failures++;
                }
            }
        }

        return failures;
    }
}
