using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CliWrap.Buffered;
using Hal;
using Virtio.Cli;
using Virtio.Driver;
using Virtio.Driver.Block;
using Virtio.Platforms.VhostUser;
using Xunit;

namespace Virtio.Tests;

/// <summary>The same driver against <c>qemu-storage-daemon</c>: right data, and a clear end for each fault of daemon, device or HAL.</summary>
public sealed class VhostUserTests
{
    private const uint VirtioBlockDevice = 2;

    [DaemonFact]
    public async Task The_program_passes_all_checks_on_a_daemon_that_it_starts()
    {
        foreach (string[] args in new string[][] { [], ["--checked", "--depth", "64"] })
        {
            BufferedCommandResult result = await ProgramTests.RunAsync([.. args, "--device", "vhost-user", "--spawn"]);
            Assert.Equal("", result.StandardError);
            Assert.Equal((int)ExitCode.Ok, result.ExitCode);
            Assert.Contains("SHA-256   74b11f2ed1e79d9136c89e056dd338322b3110effc1e63619c5125f9d792f9a1", result.StandardOutput);
            Assert.Contains("sector 32,767 written, flushed, found in the file and put back", result.StandardOutput);
            Assert.Contains("shares    525 shared, 525 unshared", result.StandardOutput);
        }
    }

    [DaemonFact]
    public async Task The_program_uses_a_daemon_that_runs()
    {
        using var image = new TestImage(sectors: 3000, seed: 1);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: false);
        BufferedCommandResult result = await ProgramTests.RunAsync("--device", "vhost-user", "--socket", daemon.SocketPath, "--image", image.Path);
        Assert.Equal("", result.StandardError);
        Assert.Equal((int)ExitCode.Ok, result.ExitCode);
        Assert.Contains("read-only", result.StandardOutput);

        BufferedCommandResult refused = await ProgramTests.RunAsync(
            "--device", "vhost-user", "--socket", daemon.SocketPath, "--image", image.Path, "--write");
        Assert.Equal((int)ExitCode.BadInput, refused.ExitCode);
        Assert.Contains("is read-only. Leave --write out", refused.StandardError);
    }

    /// <summary>Three seconds here; <c>VIRTIO_SOAK_SECONDS</c> makes it longer.</summary>
    [DaemonFact]
    public async Task Random_traffic_under_Checked_ends_with_model_and_file_equal()
    {
        const int Default = 3;
        int seconds = int.TryParse(Environment.GetEnvironmentVariable("VIRTIO_SOAK_SECONDS"), out int value) ? value : Default;
        using var image = new TestImage(sectors: 16384, seed: 2);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: true);
        long started = Stopwatch.GetTimestamp();
        QueueCounters counters;
        using (BlockDevice<Checked<VhostUserHal<Soak>.Binding>> disk = Open<Soak, Checked<VhostUserHal<Soak>.Binding>>(daemon))
        {
            counters = disk.Counters;
            await RandomTraffic.RunAsync(
                disk, image, new Random(2), int.MaxValue, inFlight: 32, () => Stopwatch.GetElapsedTime(started).TotalSeconds >= seconds);
            await disk.FlushAsync();
            Assert.Equal(image.Content, await File.ReadAllBytesAsync(image.Path));
        }

        Assert.Equal(counters.Shares, counters.Unshares);
        Checked<VhostUserHal<Soak>.Binding>.AssertNothingHeld();
        Assert.Equal(0, VhostUserHal<Soak>.Region.Bounces.LiveShares);
        Assert.True(counters.Requests > seconds * 10, $"only {counters.Requests} requests in {seconds} seconds");
    }

    [DaemonFact]
    public async Task Nothing_flushed_is_lost_when_the_daemon_is_killed_and_restarted()
    {
        using var image = new TestImage(sectors: 4096, seed: 3);
        BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: true);
        string path = Path.Combine(image.Folder, "socket");
        daemon.Dispose();
        daemon = BackEndProcess.StartDisk(image.Path, writable: true, path);
        using BlockDevice<VhostUserHal<Killed>.Binding> disk = Open<Killed, VhostUserHal<Killed>.Binding>(daemon);
        byte[] durable = new byte[64 * 512];
        new Random(4).NextBytes(durable);
        await disk.WriteAsync(100, durable);
        await disk.FlushAsync();

        // The daemon stands still, so that the requests are certainly pending when it dies.
        Signal("STOP", daemon);
        Task[] pending = Enumerable.Range(0, 50).Select(i => disk.ReadAsync((ulong)i * 8, new byte[4096]).AsTask()).ToArray();
        Signal("KILL", daemon);
        foreach (Task read in pending)
        {
            var exception = await Assert.ThrowsAsync<DeviceStoppedException>(() => read.WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.Contains("The connection to it is lost", exception.Message);
            Assert.False(exception.MemoryAbandoned);
        }

        Assert.Equal(disk.Counters.Shares, disk.Counters.Unshares);
        daemon.Dispose();
        using BackEndProcess second = BackEndProcess.StartDisk(image.Path, writable: true, path);
        disk.Reset();
        byte[] read2 = new byte[durable.Length];
        await disk.ReadAsync(100, read2);
        Assert.Equal(durable, read2);
    }

    [DaemonFact]
    public async Task A_read_past_the_end_fails_alone()
    {
        using var image = new TestImage(sectors: 64, seed: 5);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: false);
        using BlockDevice<VhostUserHal<PastEnd>.Binding> disk = Open<PastEnd, VhostUserHal<PastEnd>.Binding>(daemon);
        var exception = await Assert.ThrowsAsync<BlockRequestException>(
            async () => await disk.Submit(BlockOperation.Read, 63, new byte[1024], default).Completion);
        Assert.Equal(BlockStatus.IoError, exception.Status);
        Assert.Contains("read of 2 sectors at sector 63", exception.Message);
        byte[] bytes = new byte[512];
        await disk.ReadAsync(63, bytes);
        Assert.Equal(image.Slice(63, 512).ToArray(), bytes);
    }

    [DaemonFact]
    public async Task A_full_queue_makes_requests_wait_and_loses_none()
    {
        using var image = new TestImage(sectors: 512, seed: 6);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: false);
        using BlockDevice<VhostUserHal<Full>.Binding> disk = Open<Full, VhostUserHal<Full>.Binding>(
            daemon, new VirtioDeviceOptions { QueueSize = 8 });
        byte[][] buffers = Enumerable.Range(0, 300).Select(_ => new byte[512]).ToArray();
        await Task.WhenAll(buffers.Select((buffer, i) => disk.ReadAsync((ulong)i, buffer).AsTask()));
        Assert.All(buffers, (buffer, i) => Assert.Equal(image.Slice((ulong)i, 512).ToArray(), buffer));
        Assert.Equal(disk.Counters.Shares, disk.Counters.Unshares);
    }

    [DaemonFact]
    public async Task A_region_that_is_too_small_for_all_requests_makes_them_wait()
    {
        using var image = new TestImage(sectors: 200_000, seed: 7);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: false);
        using BlockDevice<VhostUserHal<Exhausted>.Binding> disk = Open<Exhausted, VhostUserHal<Exhausted>.Binding>(
            daemon, new VirtioDeviceOptions { MaxSegmentBytes = 128 * 1024 });
        byte[] all = new byte[image.Content.Length];
        await disk.ReadAsync(0, all); // 97 MiB in requests of 15, through a region of 64
        Assert.True(image.Content.AsSpan().SequenceEqual(all));
    }

    [DaemonFact]
    public async Task Share_that_returns_the_pointer_is_refused_by_the_daemon()
    {
        using var image = new TestImage(sectors: 64, seed: 8);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: false);
        using BlockDevice<PointerHal> disk = Open<Pointers, PointerHal>(daemon);
        var exception = await Assert.ThrowsAsync<DeviceStoppedException>(
            async () => await disk.ReadAsync(4, new byte[512]).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("read of 1 sectors at sector 4", exception.Message);
        Assert.Contains("invalid address for buffers", exception.Message);
        Assert.Equal(disk.Counters.Shares, disk.Counters.Unshares);
    }

    [DaemonFact]
    public async Task Share_that_does_not_copy_gives_wrong_data()
    {
        using var image = new TestImage(sectors: 64, seed: 9);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: true);
        using BlockDevice<CopylessHal> disk = Open<Copyless, CopylessHal>(daemon);
        byte[] bytes = new byte[512];
        new Random(10).NextBytes(bytes);
        await disk.WriteAsync(4, bytes);
        await disk.FlushAsync();
        Assert.NotEqual(bytes, (await File.ReadAllBytesAsync(image.Path))[(4 * 512)..(5 * 512)]);
    }

    [DaemonFact]
    public async Task A_daemon_that_stands_still_keeps_the_memory_for_ever()
    {
        using var image = new TestImage(sectors: 64, seed: 11);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: true);
        var options = new VirtioDeviceOptions { RequestTimeout = TimeSpan.FromMilliseconds(300) };
        BlockDevice<Checked<VhostUserHal<Frozen>.Binding>> disk = Open<Frozen, Checked<VhostUserHal<Frozen>.Binding>>(daemon, options);
        Signal("STOP", daemon);
        var exception = await Assert.ThrowsAsync<DeviceStoppedException>(
            async () => await disk.ReadAsync(9, new byte[512]).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(exception.MemoryAbandoned);
        Assert.Contains("read of 1 sectors at sector 9", exception.Message);
        Assert.Contains("not completed within 0.3 seconds", exception.Message);
        Assert.Contains("did not close the connection", exception.Message);
        Assert.Equal(3, disk.Counters.Abandoned);
        disk.Dispose();
        Checked<VhostUserHal<Frozen>.Binding>.AssertNothingHeld(); // abandoned on purpose is not forgotten

        // What the daemon writes when it wakes up hits no memory that has a new owner.
        SharedRegion region = VhostUserHal<Frozen>.Region;
        Assert.Equal(1, region.Bounces.LiveShares);
        var owned = new List<VhostUserHal<Frozen>.Dma>();
        while (VhostUserHal<Frozen>.Dma.TryCreate(1, BufferDirection.Both, out VhostUserHal<Frozen>.Dma? memory))
        {
            memory.AsSpan().Fill(0xEE);
            owned.Add(memory);
        }

        Signal("CONT", daemon);
        await Task.Delay(500);
        Assert.All(owned, memory => Assert.Equal(-1, memory.AsSpan().IndexOfAnyExcept((byte)0xEE)));
        Assert.True(owned.Count < region.Length / 2 / HalConstants.PageSize);
        owned.ForEach(memory => memory.Dispose());
    }

    [DaemonFact]
    public async Task A_used_ring_with_a_chain_that_is_not_in_flight_stops_the_disk()
    {
        using var image = new TestImage(sectors: 64, seed: 12);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: false);
        var spy = new LayoutSpy(Transport<Tampered>(daemon));
        var options = new VirtioDeviceOptions { RequestTimeout = TimeSpan.FromMilliseconds(100) };
        using var disk = BlockDevice<VhostUserHal<Tampered>.Binding>.Open(spy, options);
        await disk.ReadAsync(0, new byte[512]);
        UsedRing.Push(VhostUserHal<Tampered>.Region, spy.Layout, id: 0, length: 1); // the chain that is back already: completed twice

        // The driver looks by itself ten times a second. A request now would let the daemon write over it.
        await Task.Delay(1000);
        var exception = await Assert.ThrowsAsync<DeviceStoppedException>(async () => await disk.ReadAsync(0, new byte[512]));
        Assert.Contains("moved the used index", exception.Message);
        Assert.False(exception.MemoryAbandoned);
        Assert.Equal(disk.Counters.Shares, disk.Counters.Unshares);
    }

    [DaemonFact]
    public async Task A_used_ring_with_an_impossible_length_or_id_stops_the_disk()
    {
        foreach ((uint id, uint length, string message) in new[]
        {
            (0u, 514u, "wrote 514 bytes into chain 0, which has 513 writable bytes"),
            (77u, 1u, "returned chain 77, which is not in flight"),
            (0xFFFF_0000u, 1u, "returned chain 4294901760, which is not in flight"),
        })
        {
            using var image = new TestImage(sectors: 64, seed: 13);
            using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: false);
            var spy = new LayoutSpy(Transport<Tampered>(daemon));
            using var disk = BlockDevice<VhostUserHal<Tampered>.Binding>.Open(spy);

            // The daemon stands still and so does not answer itself. It is not sure to have stopped then: the memory is abandoned.
            Signal("STOP", daemon);
            Task read = disk.ReadAsync(0, new byte[512]).AsTask();
            UsedRing.Push(VhostUserHal<Tampered>.Region, spy.Layout, id, length);
            var exception = await Assert.ThrowsAsync<DeviceStoppedException>(() => read.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Contains(message, exception.Message);
            Assert.True(exception.MemoryAbandoned);
            Assert.Equal(disk.Counters.Shares, disk.Counters.Unshares + disk.Counters.Abandoned);
        }
    }

    [DaemonFact]
    public async Task Shutdown_with_requests_pending_gives_everything_back()
    {
        using var image = new TestImage(sectors: 4096, seed: 14);
        using BackEndProcess daemon = BackEndProcess.StartDisk(image.Path, writable: false);
        for (int round = 0; round < 5; round++)
        {
            BlockDevice<VhostUserHal<Closing>.Binding> disk = Open<Closing, VhostUserHal<Closing>.Binding>(daemon);
            Task[] reads = Enumerable.Range(0, 60).Select(i => disk.ReadAsync((ulong)i * 64, new byte[32768]).AsTask()).ToArray();
            disk.Dispose();
            foreach (Task read in reads)
            {
                try
                {
                    await read.WaitAsync(TimeSpan.FromSeconds(10));
                }
                catch (DeviceStoppedException exception)
                {
                    Assert.False(exception.MemoryAbandoned);
                }
            }

            Assert.Equal(disk.Counters.Shares, disk.Counters.Unshares);
        }
    }

    [Fact]
    public async Task A_missing_back_end_and_a_wrong_combination_are_named()
    {
        BufferedCommandResult result = await ProgramTests.RunAsync("--device", "vhost-user");
        Assert.Equal((int)ExitCode.BadInput, result.ExitCode);
        Assert.Contains("either --spawn, to start a back-end, or --socket PATH", result.StandardError);

        result = await ProgramTests.RunAsync("--spawn");
        Assert.Equal((int)ExitCode.BadInput, result.ExitCode);
        Assert.Contains("belong to --device vhost-user", result.StandardError);

        using var image = new TestImage(sectors: 1, seed: 15);
        result = await ProgramTests.RunAsync("--device", "vhost-user", "--socket", "/nowhere/socket", "--image", image.Path);
        Assert.Equal((int)ExitCode.DeviceFailed, result.ExitCode);
        Assert.Contains("No vhost-user back-end can be reached at /nowhere/socket: There is no such socket", result.StandardError);
    }

    [Fact]
    public async Task A_missing_daemon_is_named_with_its_package()
    {
        BufferedCommandResult result = await ProgramTests.RunAsync(
            new Dictionary<string, string?> { ["PATH"] = "/nowhere" }, "--device", "vhost-user", "--spawn");
        Assert.Equal((int)ExitCode.DeviceFailed, result.ExitCode);
        Assert.Contains("qemu-storage-daemon cannot be started", result.StandardError);
        Assert.Contains("apt-get install qemu-system-common", result.StandardError);
    }

    private static VhostUserTransport Transport<TDomain>(BackEndProcess daemon)
        where TDomain : struct =>
        new(daemon.SocketPath, VirtioBlockDevice, VhostUserHal<TDomain>.Region, () => daemon.FailureDetail)
        {
            ReplyTimeout = TimeSpan.FromSeconds(2),
        };

    private static BlockDevice<THal> Open<TDomain, THal>(BackEndProcess daemon, VirtioDeviceOptions? options = null)
        where TDomain : struct
        where THal : struct, IHal =>
        BlockDevice<THal>.Open(Transport<TDomain>(daemon), options);

    private static void Signal(string name, BackEndProcess daemon)
    {
        using Process kill = Process.Start("kill", ["-" + name, daemon.ProcessId.ToString()]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private unsafe struct PointerHal : IHal
    {
        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => VhostUserHal<Pointers>.Binding.DmaAlloc(pages, direction);

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => VhostUserHal<Pointers>.Binding.DmaDealloc(paddr, vaddr, pages);

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
        }
    }

    private unsafe struct CopylessHal : IHal
    {
        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => VhostUserHal<Copyless>.Binding.DmaAlloc(pages, direction);

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => VhostUserHal<Copyless>.Binding.DmaDealloc(paddr, vaddr, pages);

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
            VhostUserHal<Copyless>.Region.IsDmaMemory(buffer.Pointer, buffer.Length)
                ? VhostUserHal<Copyless>.Binding.Share(buffer, direction)
                : VhostUserHal<Copyless>.Region.AddressOf(VhostUserHal<Copyless>.Region.Allocate((nuint)buffer.Length));

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
            if (VhostUserHal<Copyless>.Region.IsDmaMemory(buffer.Pointer, buffer.Length))
            {
                VhostUserHal<Copyless>.Binding.Unshare(paddr, buffer, direction);
            }
        }
    }

    private struct Soak;

    private struct Killed;

    private struct PastEnd;

    private struct Full;

    private struct Exhausted;

    private struct Pointers;

    private struct Copyless;

    private struct Frozen;

    private struct Tampered;

    private struct Closing;
}
