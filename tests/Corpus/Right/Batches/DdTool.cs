using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Copies sectors from a disk to a stream, as dd does, and says how fast it was.</summary>
public static class DiskDump<THal>
    where THal : struct, IHal
{
    public sealed record Options(ulong First, ulong Count, int SectorsAtOnce = 64, bool IgnoreErrors = false);

    public readonly record struct Summary(long Bytes, int BadRuns, TimeSpan Time)
    {
        public double MegabytesPerSecond => Time > TimeSpan.Zero ? Bytes / Time.TotalSeconds / 1e6 : 0;
    }

    public static async Task<Summary> RunAsync(BlockQueue disk, System.IO.Stream output, Options options)
    {
        long start = Stopwatch.GetTimestamp();
        long bytes = 0;
        int bad = 0;
        using var memory = new PinnedBuffer(options.SectorsAtOnce * 512);
        ulong end = options.First + options.Count;
        for (ulong sector = options.First; sector < end;)
        {
            int run = (int)Math.Min((ulong)options.SectorsAtOnce, end - sector);
            DmaBuffer part = memory.Buffer.Slice(0, run * 512);
            PhysAddr paddr = THal.Share(part, DeviceToDriver);
            int status;
            try
            {
                status = await disk.ReadAsync(sector, paddr, part.Length);
            }
            finally
            {
                THal.Unshare(paddr, part, DeviceToDriver);
            }

            if (status != 0)
            {
                bad++;
                if (!options.IgnoreErrors)
                {
                    break;
                }

                part.AsSpan().Clear();
            }

            await output.WriteAsync(part.AsReadOnlySpan().ToArray());
            bytes += part.Length;
            sector += (ulong)run;
        }

        return new Summary(bytes, bad, Stopwatch.GetElapsedTime(start));
    }
}
