using System;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Hal;
using Virtio.Devices;
using Virtio.Driver;
using Virtio.Driver.Block;
using Virtio.Platforms.Emulated;
using Xunit;

namespace Virtio.Tests;

/// <summary>HALs with the mistakes of real ones: the device notices, and the driver says so.</summary>
public sealed class WrongHalTests
{
    [Fact]
    public async Task Share_that_returns_the_pointer()
    {
        using var image = new TestImage(sectors: 8, seed: 1);
        using BlockDevice<PointerHal> disk = BlockDevice<PointerHal>.Open(new EmulatedDisk(EmulatedHal<Pointers>.Bus, image.Path, writable: true));
        var exception = await Assert.ThrowsAsync<DeviceStoppedException>(async () => await disk.ReadAsync(4, new byte[512]));
        Assert.Contains("read of 1 sectors at sector 4", exception.Message);
        Assert.Contains("never shared with it", exception.Message);
    }

    [Fact]
    public async Task Share_that_turns_the_direction_round()
    {
        using var image = new TestImage(sectors: 8, seed: 2);
        using BlockDevice<TurnedHal> disk = BlockDevice<TurnedHal>.Open(new EmulatedDisk(EmulatedHal<Turned>.Bus, image.Path, writable: true));
        var exception = await Assert.ThrowsAsync<DeviceStoppedException>(async () => await disk.ReadAsync(4, new byte[512]));
        Assert.Contains("which it may only read", exception.Message);
    }

    [Fact]
    public async Task Share_of_half_the_buffer()
    {
        using var image = new TestImage(sectors: 8, seed: 3);
        using BlockDevice<HalfHal> disk = BlockDevice<HalfHal>.Open(new EmulatedDisk(EmulatedHal<Half>.Bus, image.Path, writable: true));
        var exception = await Assert.ThrowsAsync<DeviceStoppedException>(async () => await disk.ReadAsync(4, new byte[512]));
        Assert.Contains("past the end", exception.Message);
    }

    [Fact]
    public async Task Unshare_that_copies_nothing_back()
    {
        using var image = new TestImage(sectors: 8, seed: 4);
        using BlockDevice<ForgetfulHal> disk = BlockDevice<ForgetfulHal>.Open(new EmulatedDisk(EmulatedHal<Forgetful>.Bus, image.Path, writable: true));

        // The status byte does not come back either: what the driver put there is no status.
        byte[] bytes = new byte[512];
        await disk.ReadAsync(4, bytes);
        Assert.All(bytes, value => Assert.Equal(0, value));
        Assert.NotEqual(image.Slice(4, 512).ToArray(), bytes);
    }

    [Fact]
    public async Task Share_without_memory_fails_the_request_and_holds_nothing()
    {
        using var image = new TestImage(sectors: 8, seed: 5);
        using BlockDevice<PoorHal> disk = BlockDevice<PoorHal>.Open(new EmulatedDisk(EmulatedHal<Poor>.Bus, image.Path, writable: true));
        int windows = EmulatedHal<Poor>.Bus.OpenWindows;
        for (int left = 0; left < 3; left++)
        {
            PoorHal.Left = left;
            await Assert.ThrowsAsync<DmaException>(async () => await disk.ReadAsync(4, new byte[512]));
            Assert.Equal(windows, EmulatedHal<Poor>.Bus.OpenWindows);
        }

        PoorHal.Left = 3;
        byte[] bytes = new byte[512];
        await disk.ReadAsync(4, bytes);
        Assert.Equal(image.Slice(4, 512).ToArray(), bytes);
    }

    [Fact]
    public async Task Unshare_that_throws_ends_the_request_and_stops_the_disk()
    {
        using var image = new TestImage(sectors: 8, seed: 7);
        using BlockDevice<ThrowingHal> disk = BlockDevice<ThrowingHal>.Open(new EmulatedDisk(EmulatedHal<Throwing>.Bus, image.Path, writable: true));
        var exception = await Assert.ThrowsAsync<DeviceStoppedException>(
            async () => await disk.ReadAsync(4, new byte[512]).AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains("HAL0000: this one always throws", exception.Message);
    }

    [Fact]
    public async Task Unshare_that_throws_at_shutdown_still_ends_all_requests()
    {
        using var image = new TestImage(sectors: 8, seed: 8);
        var device = new FaultyDisk(EmulatedHal<Throwing>.Bus, image.Path) { OnComplete = (_, _, _) => { } };
        BlockDevice<ThrowingHal> disk = BlockDevice<ThrowingHal>.Open(device);
        Task[] reads = [disk.ReadAsync(0, new byte[512]).AsTask(), disk.ReadAsync(1, new byte[512]).AsTask()];
        disk.Dispose();
        foreach (Task read in reads)
        {
            var exception = await Assert.ThrowsAsync<DeviceStoppedException>(() => read.WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.Contains("disposed it. HAL0000", exception.Message);
        }

        Assert.Equal(6, disk.Counters.Unshares);
    }

    [Fact]
    public void No_dma_memory_for_the_queue()
    {
        using var image = new TestImage(sectors: 8, seed: 6);
        for (int left = 0; left < 4; left++)
        {
            BrokeHal.Left = left;
            var disk = new EmulatedDisk(EmulatedHal<Broke>.Bus, image.Path, writable: true);
            Assert.Throws<DmaException>(() => BlockDevice<BrokeHal>.Open(disk));
            Assert.Equal(0, EmulatedHal<Broke>.Bus.OpenWindows);
        }
    }

    private unsafe struct PointerHal : IHal
    {
        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => EmulatedHal<Pointers>.Binding.DmaAlloc(pages, direction);

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => EmulatedHal<Pointers>.Binding.DmaDealloc(paddr, vaddr, pages);

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
        }
    }

    private unsafe struct TurnedHal : IHal
    {
        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => EmulatedHal<Turned>.Binding.DmaAlloc(pages, direction);

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => EmulatedHal<Turned>.Binding.DmaDealloc(paddr, vaddr, pages);

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => EmulatedHal<Turned>.Binding.Share(buffer, Turn(direction));

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
            EmulatedHal<Turned>.Binding.Unshare(paddr, buffer, Turn(direction));

        private static BufferDirection Turn(BufferDirection direction) =>
            direction == BufferDirection.DriverToDevice ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
    }

    private unsafe struct HalfHal : IHal
    {
        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => EmulatedHal<Half>.Binding.DmaAlloc(pages, direction);

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => EmulatedHal<Half>.Binding.DmaDealloc(paddr, vaddr, pages);

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => EmulatedHal<Half>.Binding.Share(First(buffer), direction);

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
            EmulatedHal<Half>.Binding.Unshare(paddr, First(buffer), direction);

        private static DmaBuffer First(DmaBuffer buffer) => buffer.Slice(0, (buffer.Length + 1) / 2);
    }

    private unsafe struct ForgetfulHal : IHal
    {
        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => EmulatedHal<Forgetful>.Binding.DmaAlloc(pages, direction);

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => EmulatedHal<Forgetful>.Binding.DmaDealloc(paddr, vaddr, pages);

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            var bounce = (byte*)NativeMemory.AllocZeroed((nuint)buffer.Length);
            buffer.AsReadOnlySpan().CopyTo(new Span<byte>(bounce, buffer.Length));
            return EmulatedHal<Forgetful>.Bus.Map(bounce, (nuint)buffer.Length, direction);
        }

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
        }
    }

    private unsafe struct PoorHal : IHal
    {
        public static int Left;

        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => EmulatedHal<Poor>.Binding.DmaAlloc(pages, direction);

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => EmulatedHal<Poor>.Binding.DmaDealloc(paddr, vaddr, pages);

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) =>
            Interlocked.Decrement(ref Left) >= 0
                ? EmulatedHal<Poor>.Binding.Share(buffer, direction)
                : throw new DmaException("No memory to share with is left.");

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
            EmulatedHal<Poor>.Binding.Unshare(paddr, buffer, direction);
    }

    private unsafe struct BrokeHal : IHal
    {
        public static int Left;

        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) =>
            Interlocked.Decrement(ref Left) >= 0 ? EmulatedHal<Broke>.Binding.DmaAlloc(pages, direction) : default;

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => EmulatedHal<Broke>.Binding.DmaDealloc(paddr, vaddr, pages);

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => EmulatedHal<Broke>.Binding.Share(buffer, direction);

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
            EmulatedHal<Broke>.Binding.Unshare(paddr, buffer, direction);
    }

    private unsafe struct ThrowingHal : IHal
    {
        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => EmulatedHal<Throwing>.Binding.DmaAlloc(pages, direction);

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => EmulatedHal<Throwing>.Binding.DmaDealloc(paddr, vaddr, pages);

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => EmulatedHal<Throwing>.Binding.Share(buffer, direction);

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
            EmulatedHal<Throwing>.Binding.Unshare(paddr, buffer, direction);
            throw new HalContractException("HAL0000", "this one always throws");
        }
    }

    private struct Pointers;

    private struct Throwing;

    private struct Turned;

    private struct Half;

    private struct Forgetful;

    private struct Poor;

    private struct Broke;
}
