using System.Collections.Generic;
using System.Diagnostics;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Measures how fast a HAL shares, by sizes that double.</summary>
public static class ShareBandwidth
{
    public readonly record struct Sample(int Bytes, double NanosecondsPerShare);

    public static List<Sample> Measure<THal>(int log2From, int log2To, int iterations)
        where THal : struct, IHal
    {
        var samples = new List<Sample>();
        using var buffer = new PinnedBuffer(1 << log2To);
        for (int shift = log2From; shift <= log2To; shift++)
        {
            DmaBuffer part = buffer.Buffer.Slice(0, 1 << shift);
            long start = Stopwatch.GetTimestamp();
            int done = 0;
            try
            {
                for (; done < iterations; done++)
                {
                    THal.Unshare(THal.Share(part, BufferDirection.Both), part, BufferDirection.Both);
                }
            }
            catch (DmaException refused)
            {
                Log.Info($"{1 << shift} bytes: {refused.Message}");
            }

            if (done > 0)
            {
                samples.Add(new Sample(1 << shift, Stopwatch.GetElapsedTime(start).TotalNanoseconds / done));
            }
        }

        return samples;
    }
}
