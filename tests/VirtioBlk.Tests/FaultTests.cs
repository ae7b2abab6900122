using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hal;
using Virtio.Devices;
using Virtio.Driver;
using Virtio.Driver.Block;
using Virtio.Platforms.Emulated;
using Xunit;

namespace Virtio.Tests;

/// <summary>
/// A device that breaks the protocol, does not answer, or cannot be stopped: each ends in an error that says what happened, and no memory is given back
/// that the device may still write.
/// </summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_chain_that_comes_back_twice()
    {
        using var fault = new Fault<Twice>();
        fault.Device.OnComplete = (queue, head, written) =>
        {
            queue.Push(head, written);
            queue.Push(head, written);
        };

        // Both are there before the interrupt, so the index alone gives the device away and neither is believed.
        await fault.AssertReadStops("moved the used index from 0 to 2, 2 chains, while 1 are in flight");
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(100u)]
    [InlineData(0x10000u)]
    [InlineData(uint.MaxValue)]
    public async Task A_chain_that_is_not_in_flight(uint offset)
    {
        using var fault = new Fault<WrongId>();
        fault.Device.OnComplete = (queue, head, written) => queue.Push(head + offset, written);
        await fault.AssertReadStops("which is not in flight");
    }

    [Fact]
    public async Task A_length_beyond_the_writable_bytes()
    {
        using var fault = new Fault<TooLong>();
        fault.Device.OnComplete = (queue, head, written) => queue.Push(head, written + 1);
        await fault.AssertReadStops("wrote 514 bytes into chain 0, which has 513 writable bytes");
    }

    [Fact]
    public async Task A_length_that_leaves_the_status_out_fails_the_request_alone()
    {
        using var fault = new Fault<TooShort>();
        fault.Device.OnComplete = (queue, head, written) => queue.Push(head, 512);
        var exception = await Assert.ThrowsAsync<BlockRequestException>(async () => await fault.Disk.ReadAsync(5, new byte[512]));
        Assert.Contains("read of 1 sectors at sector 5", exception.Message);
        Assert.Contains("512 of 513 bytes", exception.Message);

        fault.Device.OnComplete = null;
        await fault.Disk.ReadAsync(5, new byte[512]);
    }

    [Fact]
    public async Task A_device_that_never_completes_is_reset_after_the_timeout()
    {
        using var fault = new Fault<Never>(new VirtioDeviceOptions { RequestTimeout = TimeSpan.FromMilliseconds(200) });
        fault.Device.OnComplete = (_, _, _) => { };
        DeviceStoppedException exception = await fault.AssertReadStops("not completed within 0.2 seconds");
        Assert.False(exception.MemoryAbandoned);

        // What the device kept is back; the disk works again after a reset.
        fault.Device.OnComplete = null;
        fault.Disk.Reset();
        await fault.Disk.ReadAsync(0, new byte[512]);
    }

    [Fact]
    public async Task A_device_that_cannot_be_stopped_keeps_the_memory()
    {
        using var fault = new Fault<Unstoppable>(new VirtioDeviceOptions { RequestTimeout = TimeSpan.FromMilliseconds(200) });
        var chains = new List<uint>();
        fault.Device.OnComplete = (_, head, _) => chains.Add(head);
        fault.Device.ResetFails = true;
        int windows = EmulatedHal<Unstoppable>.Bus.OpenWindows;
        byte[] bytes = new byte[512];
        var exception = await Assert.ThrowsAsync<DeviceStoppedException>(async () => await fault.Disk.ReadAsync(3, bytes));
        Assert.True(exception.MemoryAbandoned);
        Assert.Contains("does not answer to a reset", exception.Message);
        Assert.Contains("abandoned", exception.Message);

        // Header, data and status stay shared, so a late write of the device hits memory that nobody else has.
        Assert.Equal(windows + 3, EmulatedHal<Unstoppable>.Bus.OpenWindows);
        Assert.Equal(3, fault.Disk.Counters.Abandoned);
        Assert.Equal(0, fault.Disk.Counters.Unshares);
        Assert.ThrowsAny<VirtioException>(fault.Disk.Reset);
        fault.Disk.Dispose();
        Assert.Equal(windows + 3, EmulatedHal<Unstoppable>.Bus.OpenWindows);
    }

    [Fact]
    public async Task An_io_error_names_the_sector_and_the_disk_goes_on()
    {
        using var fault = new Fault<PastEnd>();
        var exception = await Assert.ThrowsAsync<BlockRequestException>(
            async () => await fault.Disk.Submit(BlockOperation.Read, 1_000_000, new byte[1024], default).Completion);
        Assert.Equal(1_000_000UL, exception.Sector);
        Assert.Equal(BlockStatus.IoError, exception.Status);
        Assert.Contains("read of 2 sectors at sector 1000000", exception.Message);

        var unsupported = await Assert.ThrowsAsync<BlockRequestException>(
            async () => await fault.Disk.Submit((BlockOperation)77, 0, new byte[512], default).Completion);
        Assert.Equal(BlockStatus.Unsupported, unsupported.Status);
        await fault.Disk.ReadAsync(0, new byte[512]);
    }

    [Fact]
    public async Task Reset_ends_pending_requests_and_gives_their_memory_back()
    {
        using var fault = new Fault<ResetPending>(new VirtioDeviceOptions { QueueSize = 8 });
        fault.Device.OnComplete = (_, _, _) => { };

        // Two chains of three descriptors fit; the others wait.
        Task[] reads = Enumerable.Range(0, 5).Select(i => fault.Disk.ReadAsync((ulong)i, new byte[512]).AsTask()).ToArray();
        Assert.Equal(2, fault.Disk.Counters.Requests);
        fault.Disk.Reset();
        fault.Device.OnComplete = null;
        foreach (Task read in reads)
        {
            var exception = await Assert.ThrowsAsync<DeviceStoppedException>(() => read);
            Assert.Contains("reset", exception.Message);
            Assert.False(exception.MemoryAbandoned);
        }

        Assert.Equal(fault.Disk.Counters.Shares, fault.Disk.Counters.Unshares);
        await fault.Disk.ReadAsync(0, new byte[512]);
    }

    [Fact]
    public async Task Shutdown_with_requests_pending_resets_then_unshares_then_frees()
    {
        using var image = new TestImage(sectors: 16, seed: 1);
        var device = new FaultyDisk(EmulatedHal<Shutdown>.Bus, image.Path) { OnComplete = (_, _, _) => { } };
        var disk = BlockDevice<RecordingHal<EmulatedHal<Shutdown>.Binding>>.Open(
            new RecordingTransport(device, RecordingHal<EmulatedHal<Shutdown>.Binding>.Log.Enqueue));
        Task[] reads = Enumerable.Range(0, 4).Select(i => disk.ReadAsync((ulong)i, new byte[512]).AsTask()).ToArray();
        RecordingHal<EmulatedHal<Shutdown>.Binding>.Log.Clear();
        disk.Dispose();
        Assert.Equal(["reset", "unshare", "free", "dispose"], RecordingHal<EmulatedHal<Shutdown>.Binding>.Phases);
        Assert.Equal(12, RecordingHal<EmulatedHal<Shutdown>.Binding>.Log.Count(entry => entry == "unshare"));
        foreach (Task read in reads)
        {
            Assert.Contains("disposed", (await Assert.ThrowsAsync<DeviceStoppedException>(() => read)).Message);
        }

        await Assert.ThrowsAsync<DeviceStoppedException>(async () => await disk.ReadAsync(0, new byte[512]));
        Assert.Equal(0, EmulatedHal<Shutdown>.Bus.OpenWindows);
        disk.Dispose();
    }

    [Fact]
    public async Task A_request_that_waits_for_room_is_cancelled_at_once()
    {
        using var fault = new Fault<CancelWaiting>(new VirtioDeviceOptions { QueueSize = 4 });
        using var cancellation = new CancellationTokenSource();
        fault.Device.OnComplete = (_, _, _) => { };
        Task inFlight = fault.Disk.ReadAsync(0, new byte[512]).AsTask();
        Task waiting = fault.Disk.ReadAsync(1, new byte[512], cancellation.Token).AsTask();
        Assert.Equal(1, fault.Disk.Counters.Requests);
        cancellation.Cancel();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.False(inFlight.IsCompleted);
        Assert.Equal(1, fault.Disk.Counters.Requests);
    }

    [Fact]
    public async Task A_request_that_the_device_has_is_cancelled_only_when_it_comes_back()
    {
        using var fault = new Fault<CancelInFlight>();
        using var cancellation = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        using var taken = new ManualResetEventSlim();
        fault.Device.OnComplete = (queue, head, written) =>
        {
            taken.Set();
            release.Wait();
            queue.Push(head, written);
        };
        Task read = fault.Disk.ReadAsync(0, new byte[512], cancellation.Token).AsTask();
        taken.Wait();
        cancellation.Cancel();
        await Task.Delay(100);
        Assert.False(read.IsCompleted, "The caller has its memory back while the device has it too.");
        Assert.Equal(0, fault.Disk.Counters.Unshares);

        release.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(fault.Disk.Counters.Shares, fault.Disk.Counters.Unshares);
        fault.Device.OnComplete = null;
        await fault.Disk.ReadAsync(0, new byte[512]);
    }

    [Fact]
    public async Task A_token_that_is_already_cancelled_makes_no_request()
    {
        using var fault = new Fault<CancelEarly>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await fault.Disk.ReadAsync(0, new byte[512], new CancellationToken(true)));
        Assert.Equal(0, fault.Disk.Counters.Requests);
    }

    [Fact]
    public async Task Cancellations_at_random_times_lose_no_request_and_no_memory()
    {
        using var fault = new Fault<CancelStorm>(new VirtioDeviceOptions { QueueSize = 16 });
        var random = new Random(5);
        int cancelled = 0;
        int completed = 0;
        for (int round = 0; round < 50; round++)
        {
            using var cancellation = new CancellationTokenSource();
            Task[] reads = Enumerable.Range(0, 20).Select(i => fault.Disk.ReadAsync((ulong)i, new byte[512], cancellation.Token).AsTask()).ToArray();
            int spin = random.Next(0, 20_000);
            Thread.SpinWait(spin);
            cancellation.Cancel();
            foreach (Task read in reads)
            {
                try
                {
                    await read.WaitAsync(TimeSpan.FromSeconds(10));
                    completed++;
                }
                catch (OperationCanceledException)
                {
                    cancelled++;
                }
            }
        }

        Assert.Equal(1000, cancelled + completed);
        Assert.NotEqual(0, cancelled);
        await fault.Disk.ReadAsync(0, new byte[512]);
        Assert.Equal(fault.Disk.Counters.Shares, fault.Disk.Counters.Unshares);
    }

    [Fact]
    public async Task A_device_that_cannot_be_notified_is_stopped_before_the_memory_comes_back()
    {
        using var image = new TestImage(sectors: 8, seed: 21);
        using BlockDevice<EmulatedHal<Mute>.Binding> disk = BlockDevice<EmulatedHal<Mute>.Binding>.Open(
            new MuteTransport(new EmulatedDisk(EmulatedHal<Mute>.Bus, image.Path, writable: false)));
        var exception = await Assert.ThrowsAsync<DeviceStoppedException>(
            async () => await disk.ReadAsync(0, new byte[512]).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains("could not be notified: The bell is broken.", exception.Message);
        Assert.Equal(3, disk.Counters.Unshares);
    }

    [Fact]
    public async Task The_disk_may_be_disposed_from_a_continuation_on_its_own_thread()
    {
        using var fault = new Fault<SelfDispose>(new VirtioDeviceOptions { ContinueOnDeviceThread = true });
        var done = new TaskCompletionSource();
        _ = ReadAndDisposeAsync();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(10));

        async Task ReadAndDisposeAsync()
        {
            await fault.Disk.ReadAsync(0, new byte[512]);
            fault.Disk.Dispose();
            done.SetResult();
        }
    }

    /// <summary>A disk with faults, and the driver on it; afterwards nothing may be held that was not abandoned.</summary>
    private sealed class Fault<TMachine> : IDisposable
        where TMachine : struct
    {
        private readonly TestImage _image = new(sectors: 64, seed: 3);

        public Fault(VirtioDeviceOptions? options = null)
        {
            Device = new FaultyDisk(EmulatedHal<TMachine>.Bus, _image.Path);
            Disk = BlockDevice<EmulatedHal<TMachine>.Binding>.Open(Device, options);
        }

        public FaultyDisk Device { get; }

        public BlockDevice<EmulatedHal<TMachine>.Binding> Disk { get; }

        public async Task<DeviceStoppedException> AssertReadStops(string message)
        {
            var exception = await Assert.ThrowsAsync<DeviceStoppedException>(
                async () => await Disk.ReadAsync(7, new byte[512]).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.Contains("read of 1 sectors at sector 7", exception.Message);
            Assert.Contains(message, exception.Message);

            // And the next request finds the device stopped, with nothing shared.
            var later = await Assert.ThrowsAsync<DeviceStoppedException>(async () => await Disk.ReadAsync(0, new byte[512]));
            Assert.Contains(message, later.Message);
            Assert.Equal(Disk.Counters.Shares, Disk.Counters.Unshares);
            return exception;
        }

        public void Dispose()
        {
            Disk.Dispose();
            Assert.Equal(Disk.Counters.Shares, Disk.Counters.Unshares + Disk.Counters.Abandoned);
            if (Disk.Counters.Abandoned == 0)
            {
                Assert.Equal(0, EmulatedHal<TMachine>.Bus.OpenWindows);
            }

            _image.Dispose();
        }
    }

    private sealed class MuteTransport(IVirtioTransport inner) : TransportWrapper(inner)
    {
        public override void Notify(ushort queue) => throw new InvalidOperationException("The bell is broken.");
    }

    private readonly struct Mute;

    private readonly struct Twice;

    private readonly struct WrongId;

    private readonly struct TooLong;

    private readonly struct TooShort;

    private readonly struct Never;

    private readonly struct Unstoppable;

    private readonly struct PastEnd;

    private readonly struct ResetPending;

    private readonly struct Shutdown;

    private readonly struct CancelWaiting;

    private readonly struct CancelInFlight;

    private readonly struct CancelEarly;

    private readonly struct CancelStorm;

    private readonly struct SelfDispose;
}
