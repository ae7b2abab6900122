using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Source and destination lists are cut where either ends: two indices that advance on their own.</summary>
public sealed class PairedCopy<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    public int Copy(IReadOnlyList<DmaBuffer> sources, IReadOnlyList<DmaBuffer> targets)
    {
        int s = 0;
        int d = 0;
        int sourceOffset = 0;
        int targetOffset = 0;
        int copied = 0;
        while (s < sources.Count && d < targets.Count)
        {
            int run = Math.Min(sources[s].Length - sourceOffset, targets[d].Length - targetOffset);
            if (run > 0)
            {
                DmaBuffer from = sources[s].Slice(sourceOffset, run);
                DmaBuffer to = targets[d].Slice(targetOffset, run);
                if (!CopyRun(from, to))
                {
                    break;
                }

                copied += run;
                sourceOffset += run;
                targetOffset += run;
            }

            if (sourceOffset == sources[s].Length)
            {
                s++;
                sourceOffset = 0;
            }

            if (targetOffset == targets[d].Length)
            {
                d++;
                targetOffset = 0;
            }
        }

        return copied;
    }

    private bool CopyRun(DmaBuffer from, DmaBuffer to)
    {
        using SharedScope<THal> source = new(from, DriverToDevice);
        using SharedScope<THal> target = new(to, DeviceToDriver);
        int cookie = engine.Submit(source.Paddr, target.Paddr, from.Length);
        if (cookie < 0)
        {
            return false;
        }

        if (!engine.WaitFor(cookie, 100))
        {
            engine.Terminate();
            return false;
        }

        return true;
    }
}
