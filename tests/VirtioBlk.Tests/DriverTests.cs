using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Hal;
using Virtio.Devices;
using Virtio.Driver;
using Virtio.Driver.Block;
using Virtio.Platforms.Emulated;
using Xunit;

namespace Virtio.Tests;

/// <summary>The driver against the disk in this process, without faults: what is read and written is what the file holds.</summary>
public sealed class DriverTests
{
    [Theory]
    [InlineData(1, 256, 0UL)]
    [InlineData(2, 4, 0UL)]
    [InlineData(3, 8, VirtioFeatures.EventIndex)]
    [InlineData(4, 64, VirtioFeatures.EventIndex)]
    [InlineData(5, 16, BlockFeatures.SizeMax | BlockFeatures.SegMax)]
    public async Task Random_reads_and_writes_in_flight_match_the_model(int seed, ushort queueSize, ulong withheld)
    {
        using var image = new TestImage(sectors: 2048, seed);
        var options = new VirtioDeviceOptions { QueueSize = queueSize, MaxSegmentBytes = 4096, WithheldFeatures = withheld };
        var transport = new EmulatedDisk(EmulatedHal<Model>.Bus, image.Path, writable: true, new Random(seed));
        using (BlockDevice<EmulatedHal<Model>.Binding> disk = BlockDevice<EmulatedHal<Model>.Binding>.Open(transport, options))
        {
            await RandomTraffic.RunAsync(disk, image, new Random(seed), operations: 400, inFlight: 40);
            await disk.FlushAsync();
            Assert.Equal(disk.Counters.Shares, disk.Counters.Unshares);
            Assert.True(disk.Counters.Requests >= 400);
        }

        Assert.Equal(image.Content, await File.ReadAllBytesAsync(image.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transfer_larger_than_one_request_is_whole(bool continueOnDeviceThread)
    {
        using var image = new TestImage(sectors: 20_000, seed: 7);
        using BlockDevice<EmulatedHal<Large>.Binding> disk = BlockDevice<EmulatedHal<Large>.Binding>.Open(
            new EmulatedDisk(EmulatedHal<Large>.Bus, image.Path, writable: true),
            new VirtioDeviceOptions { ContinueOnDeviceThread = continueOnDeviceThread });
        Assert.True(disk.MaxRequestBytes < image.Content.Length, "The image fits into one request; the test shows nothing.");

        byte[] all = new byte[image.Content.Length];
        await disk.ReadAsync(0, all);
        Assert.Equal(image.Content, all);

        new Random(8).NextBytes(all);
        await disk.WriteAsync(0, all);
        await disk.FlushAsync();
        Assert.Equal(all, await File.ReadAllBytesAsync(image.Path));
    }

    [Fact]
    public async Task One_request_of_several_descriptors_uses_one_chain()
    {
        using var image = new TestImage(sectors: 64, seed: 9);
        using BlockDevice<EmulatedHal<Chain>.Binding> disk = BlockDevice<EmulatedHal<Chain>.Binding>.Open(
            new EmulatedDisk(EmulatedHal<Chain>.Bus, image.Path, writable: false),
            new VirtioDeviceOptions { MaxSegmentBytes = 1000 });
        byte[] bytes = new byte[8 * 512];
        await disk.ReadAsync(3, bytes);
        Assert.Equal(image.Slice(3, bytes.Length).ToArray(), bytes);
        Assert.Equal(1, disk.Counters.Requests);
        Assert.Equal(1 + 5 + 1, disk.Counters.Shares); // header, 4096 bytes in pieces of 1000, status
    }

    [Fact]
    public async Task Dma_memory_is_read_into_without_pinning()
    {
        using var image = new TestImage(sectors: 64, seed: 10);
        using BlockDevice<EmulatedHal<Direct>.Binding> disk = BlockDevice<EmulatedHal<Direct>.Binding>.Open(
            new EmulatedDisk(EmulatedHal<Direct>.Bus, image.Path, writable: true));
        using var memory = new EmulatedHal<Direct>.Dma(1, BufferDirection.Both);
        DmaBuffer buffer = memory.RawSlice();
        await disk.ReadAsync(8, buffer);
        Assert.True(image.Slice(8, buffer.Length).SequenceEqual(buffer.AsSpan()));

        buffer.AsSpan().Fill(0x5A);
        await disk.WriteAsync(16, buffer);
        await disk.FlushAsync();
        Assert.Equal(buffer.AsSpan().ToArray(), File.ReadAllBytes(image.Path)[(16 * 512)..(24 * 512)]);
    }

    [Fact]
    public async Task Many_threads_share_one_disk()
    {
        using var image = new TestImage(sectors: 4096, seed: 11);
        using BlockDevice<EmulatedHal<Threads>.Binding> disk = BlockDevice<EmulatedHal<Threads>.Binding>.Open(
            new EmulatedDisk(EmulatedHal<Threads>.Bus, image.Path, writable: false, new Random(11)), new VirtioDeviceOptions { QueueSize = 16 });
        await Parallel.ForAsync(0, 400, async (i, cancellationToken) =>
        {
            ulong sector = (ulong)(i * 37 % 4000);
            byte[] bytes = new byte[512 * (1 + (i % 40))];
            await disk.ReadAsync(sector, bytes, cancellationToken);
            Assert.True(image.Slice(sector, bytes.Length).SequenceEqual(bytes), $"sector {sector}");
        });
        Assert.Equal(disk.Counters.Shares, disk.Counters.Unshares);
    }

    [Fact]
    public async Task The_serial_number_is_read()
    {
        using var image = new TestImage(sectors: 1, seed: 12);
        using BlockDevice<EmulatedHal<Model>.Binding> disk = BlockDevice<EmulatedHal<Model>.Binding>.Open(
            new EmulatedDisk(EmulatedHal<Model>.Bus, image.Path, writable: false));
        Assert.Equal("HALGEN-0001", await disk.ReadSerialNumberAsync());
    }

    [Fact]
    public async Task Requests_that_cannot_be_are_refused_before_the_disk_sees_them()
    {
        using var image = new TestImage(sectors: 16, seed: 13);
        using BlockDevice<EmulatedHal<Model>.Binding> disk = BlockDevice<EmulatedHal<Model>.Binding>.Open(
            new EmulatedDisk(EmulatedHal<Model>.Bus, image.Path, writable: false));
        Assert.Contains("600", (await Assert.ThrowsAsync<ArgumentException>(async () => await disk.ReadAsync(0, new byte[600]))).Message);
        await Assert.ThrowsAsync<ArgumentException>(async () => await disk.ReadAsync(0, Memory<byte>.Empty));
        var past = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await disk.ReadAsync(15, new byte[1024]));
        Assert.Contains("2 sectors at sector 15 do not lie on the disk of 16 sectors", past.Message);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await disk.ReadAsync(ulong.MaxValue, new byte[512]));
        Assert.Contains("read-only", (await Assert.ThrowsAsync<InvalidOperationException>(async () => await disk.WriteAsync(0, new byte[512]))).Message);
        Assert.Equal(0, disk.Counters.Requests);
    }

    [Fact]
    public async Task After_a_reset_the_disk_works_again()
    {
        using var image = new TestImage(sectors: 64, seed: 14);
        using BlockDevice<EmulatedHal<Model>.Binding> disk = BlockDevice<EmulatedHal<Model>.Binding>.Open(
            new EmulatedDisk(EmulatedHal<Model>.Bus, image.Path, writable: true));
        byte[] bytes = new byte[512];
        for (int i = 0; i < 5; i++)
        {
            disk.Reset();
            await disk.ReadAsync((ulong)i, bytes);
            Assert.Equal(image.Slice((ulong)i, 512).ToArray(), bytes);
        }
    }

    [Fact]
    public async Task Everything_is_given_back_in_the_end()
    {
        using var image = new TestImage(sectors: 64, seed: 15);
        using (BlockDevice<EmulatedHal<Ledger>.Binding> disk = BlockDevice<EmulatedHal<Ledger>.Binding>.Open(
            new EmulatedDisk(EmulatedHal<Ledger>.Bus, image.Path, writable: true)))
        {
            await disk.ReadAsync(0, new byte[512]);
            Assert.NotEqual(0, EmulatedHal<Ledger>.Bus.OpenWindows);
        }

        Assert.Equal(0, EmulatedHal<Ledger>.Bus.OpenWindows);
    }

    [Fact]
    public void A_device_of_another_type_is_refused()
    {
        using var image = new TestImage(sectors: 1, seed: 16);
        var exception = Assert.Throws<VirtioException>(() => BlockDevice<EmulatedHal<Model>.Binding>.Open(new OtherDevice(EmulatedHal<Model>.Bus)));
        Assert.Contains("type 1, not 2", exception.Message);
    }

    private sealed class OtherDevice(IDeviceMemory memory) : EmulatedDevice(memory, "a network card", 1, 0)
    {
        public override void ReadConfig(int offset, Span<byte> destination) => destination.Clear();

        protected override void Process(DeviceQueue queue)
        {
        }

        protected override void OnReset()
        {
        }
    }

    private readonly struct Model;

    private readonly struct Large;

    private readonly struct Chain;

    private readonly struct Direct;

    private readonly struct Threads;

    private readonly struct Ledger;
}
