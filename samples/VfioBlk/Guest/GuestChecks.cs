using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using Hal;
using Virtio.Driver;
using Virtio.Driver.Block;
using Virtio.Platforms.Vfio;

namespace Virtio.Guest;

/// <summary>What the guest does with its disk; each check prints a line.</summary>
internal static class GuestChecks
{
    private static readonly TimeSpan FaultLogDelay = TimeSpan.FromMilliseconds(500);
    private static int s_failures;

    /// <summary>Runs them all.</summary>
    /// <param name="expectedHash">The SHA-256 of the image in hexadecimal.</param>
    /// <returns>How many failed.</returns>
    public static async Task<int> RunAsync(string? expectedHash)
    {
        await ReadAndWriteAsync<VfioHal<GuestDisk>.Binding>("plain", expectedHash);
        await ReadAndWriteAsync<Checked<VfioHal<GuestDisk>.Binding>>("checked", expectedHash);
        Checked<VfioHal<GuestDisk>.Binding>.AssertNothingHeld();
        await PendingAsync();
        await HalBugAsync<EarlyUnshareHal>("unshare before completion");
        await HalBugAsync<PointerHal>("share returns the pointer");
        await ReadAndWriteAsync<VfioHal<GuestDisk>.Binding>("plain, after the faults", expectedHash);
        Check("no mapping is left in the IOMMU", VfioHal<GuestDisk>.Device.Iommu.LiveMappings == 0);
        return s_failures;
    }

    private static BlockDevice<THal> Open<THal>()
        where THal : struct, IHal =>
        BlockDevice<THal>.Open(new PciTransport<THal>(VfioHal<GuestDisk>.Device));

    private static async Task ReadAndWriteAsync<THal>(string name, string? expectedHash)
        where THal : struct, IHal
    {
        QueueCounters counters;
        using (BlockDevice<THal> disk = Open<THal>())
        {
            counters = disk.Counters;
            byte[] image = new byte[checked((int)disk.Capacity * BlockDevice<THal>.SectorSize)];
            long started = Stopwatch.GetTimestamp();
            await disk.ReadAsync(0, image);
            TimeSpan time = Stopwatch.GetElapsedTime(started);
            string hash = Convert.ToHexStringLower(Sha256.Hash(image));
            Check($"{name}: {disk.Capacity} sectors read in {time.TotalMilliseconds:0} ms, SHA-256 {hash}", hash == expectedHash);

            // A round trip over the last block, which ends with its former content: the next run compares the hash again.
            ulong last = disk.Capacity - 1;
            byte[] former = new byte[BlockDevice<THal>.SectorSize];
            byte[] written = new byte[former.Length];
            Random.Shared.NextBytes(written);
            byte[] found = new byte[former.Length];
            await disk.ReadAsync(last, former);
            await disk.WriteAsync(last, written);
            await disk.FlushAsync();
            await disk.ReadAsync(last, found);
            await disk.WriteAsync(last, former);
            await disk.FlushAsync();
            Check($"{name}: sector {last} written, flushed and read back", found.SequenceEqual(written));

            BlockRequestException? refused = null;
            try
            {
                await disk.Submit(BlockOperation.Read, disk.Capacity, new byte[512], default).Completion;
            }
            catch (BlockRequestException exception)
            {
                refused = exception;
            }

            Check($"{name}: a read past the end fails: {refused?.Message}", refused?.Sector == disk.Capacity);
        }

        Check($"{name}: {counters.Shares} shares, {counters.Unshares} unshares, {counters.Interrupts} interrupts", counters.Shares == counters.Unshares);
    }

    private static async Task PendingAsync()
    {
        BlockDevice<VfioHal<GuestDisk>.Binding> disk = Open<VfioHal<GuestDisk>.Binding>();
        Task[] reads = Enumerable.Range(0, 50).Select(i => disk.ReadAsync((ulong)i * 8, new byte[4096]).AsTask()).ToArray();
        disk.Dispose();
        int ended = 0;
        int stopped = 0;
        foreach (Task read in reads)
        {
            try
            {
                await read;
                ended++;
            }
            catch (DeviceStoppedException exception) when (!exception.MemoryAbandoned)
            {
                stopped++;
            }
        }

        Check(
            $"shutdown with {reads.Length} reads pending: {ended} done, {stopped} stopped, {disk.Counters.Shares} shares, {disk.Counters.Unshares} unshares",
            ended + stopped == reads.Length && disk.Counters.Shares == disk.Counters.Unshares);
    }

    /// <summary>With a HAL that has a bug the IOMMU keeps the device from the buffer; the kernel's log has the fault.</summary>
    private static async Task HalBugAsync<THal>(string name)
        where THal : struct, IHal
    {
        const byte Untouched = 0xEE;
        Console.WriteLine($"begin: {name}");
        using BlockDevice<THal> disk = Open<THal>();
        byte[] bytes = new byte[4096];
        Array.Fill(bytes, Untouched);
        string outcome;
        try
        {
            await disk.ReadAsync(0, bytes);
            outcome = "the disk reports success";
        }
        catch (VirtioException exception)
        {
            outcome = exception.Message;
        }

        Check($"{name}: {outcome}; the IOMMU kept the device from the buffer", bytes.All(value => value == Untouched));

        // The kernel logs the fault from an interrupt, which may come after the completion.
        await Task.Delay(FaultLogDelay);
        Console.WriteLine($"end: {name}");
    }

    private static void Check(string what, bool passed)
    {
        s_failures += passed ? 0 : 1;
        Console.WriteLine((passed ? "ok    " : "FAIL  ") + what);
    }
}
