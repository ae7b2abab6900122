using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Hal.Tests.Hals;
using Xunit;
using TestHal = Hal.Checked<Hal.Tests.Hals.FreshHal<Hal.Tests.Checking.CheckedMemoryTests>>;

namespace Hal.Tests.Checking;

/// <summary>What Checked sees of the memory of shares: overlap, changes, and memory given back too early.</summary>
public sealed unsafe class CheckedMemoryTests : IDisposable
{
    private readonly PinnedBuffer _memory = new(4 * 1024 * 1024);

    public CheckedMemoryTests()
    {
        TestHal.Reset();
        FreshHal<CheckedMemoryTests>.Reset();
        TestHal.Options = new CheckedOptions { Stacks = StackCapture.Off };
    }

    public void Dispose() => _memory.Dispose();

    [Theory]
    [InlineData(BufferDirection.DriverToDevice, BufferDirection.DriverToDevice, false)]
    [InlineData(BufferDirection.DriverToDevice, BufferDirection.DeviceToDriver, true)]
    [InlineData(BufferDirection.DeviceToDriver, BufferDirection.DriverToDevice, true)]
    [InlineData(BufferDirection.Both, BufferDirection.DriverToDevice, true)]
    [InlineData(BufferDirection.Both, BufferDirection.Both, true)]
    public void HAL1011_memory_is_shared_again_where_the_device_writes(BufferDirection first, BufferDirection second, bool conflict)
    {
        DmaBuffer live = _memory.Buffer.Slice(100, 100);
        PhysAddr paddr = TestHal.Share(live, first);
        foreach ((int offset, int length) in new[] { (100, 100), (199, 1), (0, 101), (150, 1000), (0, 5000), (120, 8) })
        {
            DmaBuffer again = _memory.Buffer.Slice(offset, length);
            if (conflict)
            {
                HalContractException violation = Assert.Throws<HalContractException>(() => TestHal.Share(again, second));
                Assert.Equal("HAL1011", violation.RuleId);
                Assert.Contains(paddr.ToString(), violation.Message);
            }
            else
            {
                TestHal.Unshare(TestHal.Share(again, second), again, second);
            }

            Assert.Equal(1, TestHal.LiveShares);
        }

        DmaBuffer beside = _memory.Buffer.Slice(200, 100);
        TestHal.Unshare(TestHal.Share(beside, second), beside, second);
        TestHal.Unshare(paddr, live, first);
        TestHal.Unshare(TestHal.Share(live, second), live, second);
    }

    [Fact]
    public void HAL1007_a_DriverToDevice_buffer_was_changed_while_shared()
    {
        Gen.Select(Gen.OneOf(Gen.Int[1, 200], Gen.Int[1, 65536]), Gen.Int[0, 65535], Gen.Byte[1, 255]).Sample((length, at, change) =>
        {
            at %= length;
            DmaBuffer buffer = _memory.Buffer.Slice(7, length);
            PhysAddr paddr = TestHal.Share(buffer, BufferDirection.DriverToDevice);
            buffer[at] ^= change;
            HalContractException violation = Assert.Throws<HalContractException>(
                () => TestHal.Unshare(paddr, buffer, BufferDirection.DriverToDevice));
            return violation.RuleId == "HAL1007" && violation.Message.Contains(paddr.ToString()) && TestHal.LiveShares == 0;
        }, threads: 1);
        Assert.Equal( // the release was right, so the HAL has made it
            FreshHal<CheckedMemoryTests>.Calls.Count(call => call.StartsWith("Share", StringComparison.Ordinal)),
            FreshHal<CheckedMemoryTests>.Calls.Count(call => call.StartsWith("Unshare", StringComparison.Ordinal)));
    }

    [Fact]
    public void Changes_by_the_device_and_after_the_share_are_right()
    {
        DmaBuffer buffer = _memory.Buffer.Slice(0, 512);
        foreach (BufferDirection direction in new[] { BufferDirection.DeviceToDriver, BufferDirection.Both })
        {
            PhysAddr paddr = TestHal.Share(buffer, direction);
            buffer[5]++;
            TestHal.Unshare(paddr, buffer, direction);
        }

        TestHal.Unshare(TestHal.Share(buffer, BufferDirection.DriverToDevice), buffer, BufferDirection.DriverToDevice);
        buffer[5]++;
        TestHal.Unshare(TestHal.Share(buffer, BufferDirection.DriverToDevice), buffer, BufferDirection.DriverToDevice);
        Assert.Equal(0, TestHal.Violations);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 99)]
    public void The_comparison_is_bounded_by_an_option(int compared, int lastSeen)
    {
        TestHal.Options = new CheckedOptions { ComparedBytes = compared };
        DmaBuffer buffer = _memory.Buffer.Slice(0, 512);
        PhysAddr paddr = TestHal.Share(buffer, BufferDirection.DriverToDevice);
        buffer[compared]++;
        TestHal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
        if (compared > 0)
        {
            paddr = TestHal.Share(buffer, BufferDirection.DriverToDevice);
            buffer[lastSeen]++;
            Assert.Throws<HalContractException>(() => TestHal.Unshare(paddr, buffer, BufferDirection.DriverToDevice));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckedOptions { ComparedBytes = -1 });
    }

    [Fact]
    public void HAL1008_DMA_memory_is_given_back_while_a_share_in_it_is_live()
    {
        DmaAllocation memory = TestHal.DmaAlloc(2, BufferDirection.Both);
        var part = new DmaBuffer(memory.Vaddr + 5000, 8);
        PhysAddr paddr = TestHal.Share(part, BufferDirection.DriverToDevice);
        HalContractException violation = Assert.Throws<HalContractException>(() => TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 2));
        Assert.Equal("HAL1008", violation.RuleId);
        Assert.Contains(paddr.ToString(), violation.Message);
        Assert.Equal((1, 1), (TestHal.LiveShares, TestHal.LiveAllocations)); // the memory was not freed under the device
        TestHal.Unshare(paddr, part, BufferDirection.DriverToDevice);
        Assert.Equal(0, TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 2));
        TestHal.AssertNothingHeld();
    }

    [Fact]
    public void HAL1008_is_reported_and_the_memory_given_back_where_nothing_throws()
    {
        List<string> seen = [];
        TestHal.Options = new CheckedOptions { ThrowOnViolation = false, OnViolation = violation => seen.Add(violation.RuleId) };
        DmaAllocation memory = TestHal.DmaAlloc(1, BufferDirection.Both);
        var part = new DmaBuffer(memory.Vaddr, 8);
        PhysAddr paddr = TestHal.Share(part, BufferDirection.Both);
        Assert.Equal(0, TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 1));
        TestHal.Unshare(paddr, part, BufferDirection.Both);
        Assert.Equal(["HAL1008"], seen);
        TestHal.AssertNothingHeld();
    }

    [Fact]
    public void Sharing_DMA_memory_is_right() // contract I14
    {
        using var dma = new Dma<TestHal>(2, BufferDirection.Both);
        DmaBuffer part = dma.Slice(64, 128);
        using var scope = new SharedScope<TestHal>(part, BufferDirection.Both);
        Assert.Equal((1, 1), (TestHal.LiveShares, TestHal.LiveAllocations));
    }

    [Fact]
    public void Overlap_is_found_among_shares_of_every_size() =>
        Gen.Select(Range, Gen.Bool).Array[0, 40].Sample(
            shares =>
            {
                TestHal.Reset();
                List<(DmaBuffer Buffer, BufferDirection Direction, PhysAddr Paddr)> live = [];
                foreach (((int start, int length) range, bool writable) in shares)
                {
                    DmaBuffer buffer = _memory.Buffer.Slice(range.start, range.length);
                    BufferDirection direction = writable ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice;
                    bool conflict = live.Exists(
                        other => (writable || other.Direction != BufferDirection.DriverToDevice) && Overlap(other.Buffer, buffer));
                    if (conflict)
                    {
                        Assert.Equal("HAL1011", Assert.Throws<HalContractException>(() => TestHal.Share(buffer, direction)).RuleId);
                    }
                    else
                    {
                        live.Add((buffer, direction, TestHal.Share(buffer, direction)));
                    }

                    if (range.start % 3 == 0 && live.Count > 0) // ranges go as well as come
                    {
                        (DmaBuffer Buffer, BufferDirection Direction, PhysAddr Paddr) ended = live[range.length % live.Count];
                        live.Remove(ended);
                        TestHal.Unshare(ended.Paddr, ended.Buffer, ended.Direction);
                    }
                }

                return TestHal.LiveShares == live.Count;
            },
            threads: 1,
            iter: 2000);

    // Small ranges that meet in a few pages, ranges of many pages, and ranges too large for the pages of the index.
    private static Gen<(int Start, int Length)> Range { get; } = Gen.OneOf(
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 40]),
        Gen.Select(Gen.Int[4000, 4200], Gen.Int[1, 300]),
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[1, 30_000]),
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[1_000_000, 2_000_000]));

    private static bool Overlap(DmaBuffer left, DmaBuffer right) =>
        left.Pointer < right.Pointer + right.Length && right.Pointer < left.Pointer + left.Length;
}
