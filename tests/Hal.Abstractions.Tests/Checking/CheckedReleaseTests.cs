using System;
using System.Collections.Generic;
using System.Linq;
using Hal.Tests.Hals;
using Xunit;
using Inner = Hal.Tests.Hals.FreshHal<Hal.Tests.Checking.CheckedReleaseTests>;
using Other = Hal.Checked<Hal.Tests.Hals.FreshHal<Hal.Tests.Checking.CheckedReleaseTests.OtherTag>>;
using TestHal = Hal.Checked<Hal.Tests.Hals.FreshHal<Hal.Tests.Checking.CheckedReleaseTests>>;

namespace Hal.Tests.Checking;

/// <summary>Every mistake that a release can make, and the order of the answers.</summary>
public sealed unsafe class CheckedReleaseTests : IDisposable
{
    private readonly PinnedBuffer _memory = new(64 * 1024);

    public CheckedReleaseTests()
    {
        TestHal.Reset();
        Other.Reset();
        Inner.Reset();
        TestHal.Options = new CheckedOptions { Stacks = StackCapture.Always };
        Other.Options = new CheckedOptions();
    }

    private static DmaBuffer Empty => default;

    private DmaBuffer A => _memory.Buffer.Slice(0, 512);

    private DmaBuffer B => _memory.Buffer.Slice(4096, 512);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void A_right_pair_is_silent()
    {
        foreach (BufferDirection direction in Enum.GetValues<BufferDirection>())
        {
            PhysAddr paddr = TestHal.Share(A, direction);
            Assert.Equal(1, TestHal.LiveShares);
            TestHal.Unshare(paddr, A, direction);
            Assert.Equal(0, TestHal.LiveShares);
            Assert.Equal($"Unshare {paddr} 512 {direction}", Inner.Calls.Last());
        }

        DmaAllocation allocation = TestHal.DmaAlloc(3, BufferDirection.Both);
        Assert.Equal(1, TestHal.LiveAllocations);
        Assert.Equal(0, TestHal.DmaDealloc(allocation.Paddr, allocation.Vaddr, 3));
        TestHal.AssertNothingHeld();
        Assert.Equal(0, TestHal.Violations);
    }

    [Fact]
    public void Shares_end_in_any_order()
    {
        PhysAddr first = TestHal.Share(A, BufferDirection.DriverToDevice);
        PhysAddr second = TestHal.Share(A, BufferDirection.DriverToDevice); // the same bytes twice: contract I12
        PhysAddr third = TestHal.Share(B, BufferDirection.Both);
        TestHal.Unshare(first, A, BufferDirection.DriverToDevice);
        TestHal.Unshare(third, B, BufferDirection.Both);
        TestHal.Unshare(second, A, BufferDirection.DriverToDevice);
        TestHal.AssertNothingHeld();
    }

    [Fact]
    public void HAL1001_an_address_that_no_Share_returned()
    {
        PhysAddr paddr = TestHal.Share(A, BufferDirection.Both);
        HalContractException violation = Breaks("HAL1001", () => TestHal.Unshare(new PhysAddr(0x1000), B, BufferDirection.Both));
        Assert.Contains("0x1000", violation.Message);
        Assert.Contains($"Nearest is the share {paddr}", violation.Message);
        Assert.Equal(1, TestHal.LiveShares); // neither address nor buffer named it
        TestHal.Unshare(paddr, A, BufferDirection.Both);
    }

    [Fact]
    public void HAL1001_a_shared_address_moved_by_an_offset_names_its_share()
    {
        PhysAddr paddr = TestHal.Share(A, BufferDirection.Both);
        HalContractException violation = Breaks("HAL1001", () => TestHal.Unshare(paddr + 16, A, BufferDirection.Both));
        Assert.Contains("16 bytes inside", violation.Message);
        Assert.Contains(nameof(HAL1001_a_shared_address_moved_by_an_offset_names_its_share), violation.Message); // where it was shared
        Assert.Equal(0, TestHal.LiveShares);
        TestHal.Unshare(paddr, A, BufferDirection.Both); // the right release that comes later is silent, and reaches the HAL
        Assert.Equal($"Unshare {paddr} 512 Both", Inner.Calls.Last());
        Assert.Equal(1, TestHal.Violations);
    }

    [Fact]
    public void HAL1001_address_zero() => Breaks("HAL1001", () => TestHal.Unshare(default, A, BufferDirection.Both));

    [Fact]
    public void HAL1004_unshared_twice()
    {
        PhysAddr paddr = TestHal.Share(A, BufferDirection.Both);
        TestHal.Unshare(paddr, A, BufferDirection.Both);
        HalContractException violation = Breaks("HAL1004", () => TestHal.Unshare(paddr, A, BufferDirection.Both));
        Assert.Contains("Shared:", violation.Message);
        Assert.Contains("Released first:", violation.Message);
        Assert.Single(Inner.Calls, call => call.StartsWith("Unshare", StringComparison.Ordinal));
    }

    [Fact]
    public void HAL1005_another_direction()
    {
        PhysAddr paddr = TestHal.Share(A, BufferDirection.DeviceToDriver);
        HalContractException violation = Breaks("HAL1005", () => TestHal.Unshare(paddr, A, BufferDirection.DriverToDevice));
        Assert.Contains("DriverToDevice instead of DeviceToDriver", violation.Message);
        Assert.Contains(paddr.ToString(), violation.Message);
        Assert.Equal(0, TestHal.LiveShares);
    }

    [Fact]
    public void HAL1006_another_length_start_or_memory()
    {
        (DmaBuffer Wrong, string Words)[] cases =
        [
            (A.Slice(0, 256), "the length is 256 instead of 512"),
            (_memory.Buffer.Slice(0, 513), "the length is 513 instead of 512"),
            (A.Slice(8, 504), "it starts 8 bytes into it"),
            (B, "other memory"),
        ];
        foreach ((DmaBuffer wrong, string words) in cases)
        {
            PhysAddr paddr = TestHal.Share(A, BufferDirection.Both);
            Assert.Contains(words, Breaks("HAL1006", () => TestHal.Unshare(paddr, wrong, BufferDirection.Both)).Message);
        }
    }

    [Fact]
    public void HAL1006_ends_both_shares_that_it_names()
    {
        PhysAddr a = TestHal.Share(A, BufferDirection.Both);
        PhysAddr b = TestHal.Share(B, BufferDirection.Both);
        Breaks("HAL1006", () => TestHal.Unshare(a, B, BufferDirection.Both));
        Assert.Equal(0, TestHal.LiveShares);
        TestHal.Unshare(b, A, BufferDirection.Both); // the other half of the same mistake
        Assert.Equal(1, TestHal.Violations);
        TestHal.AssertNothingHeld();
    }

    [Fact]
    public void HAL1009_an_empty_buffer()
    {
        Assert.Equal("HAL1009", Assert.Throws<HalContractException>(() => TestHal.Share(Empty, BufferDirection.Both)).RuleId);
        PhysAddr paddr = TestHal.Share(A, BufferDirection.Both);
        HalContractException violation = Assert.Throws<HalContractException>(() => TestHal.Unshare(paddr, Empty, BufferDirection.Both));
        Assert.Equal("HAL1009", violation.RuleId);
        Assert.Contains(paddr.ToString(), violation.Message);
        Assert.Equal(0, TestHal.LiveShares);
        Assert.Equal(
            "HAL1009", Assert.Throws<HalContractException>(() => TestHal.Unshare(new PhysAddr(0x77), Empty, BufferDirection.Both)).RuleId);
    }

    [Fact]
    public void HAL1012_Unshare_of_an_allocation()
    {
        DmaAllocation memory = TestHal.DmaAlloc(2, BufferDirection.Both);
        HalContractException violation = Breaks(
            "HAL1012", () => TestHal.Unshare(memory.Paddr, new DmaBuffer(memory.Vaddr, 8192), BufferDirection.Both));
        Assert.Contains("2 pages", violation.Message);
        Assert.Contains("DmaDealloc", violation.Message);
        Assert.Equal(0, TestHal.LiveAllocations);
        Assert.Equal(0, TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 2)); // silent, and gives the memory back
        Assert.Equal($"DmaDealloc {memory.Paddr} 2", Inner.Calls.Last());

        memory = TestHal.DmaAlloc(2, BufferDirection.Both);
        var second = new DmaBuffer(memory.Vaddr + 4096, 16);
        Breaks("HAL1012", () => TestHal.Unshare(memory.Paddr + 4096, second, BufferDirection.Both)); // inside of it
        _ = TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 2);
        Breaks("HAL1012", () => Unshare(GivenBack(), A)); // of one that has ended
    }

    [Fact]
    public void HAL1012_DmaDealloc_of_a_share()
    {
        PhysAddr paddr = TestHal.Share(A, BufferDirection.Both);
        HalContractException violation = Breaks("HAL1012", () => TestHal.DmaDealloc(paddr, A.Pointer, 1));
        Assert.Contains("Unshare", violation.Message);
        Assert.Equal(0, TestHal.LiveShares);

        paddr = TestHal.Share(A, BufferDirection.Both);
        TestHal.Unshare(paddr, A, BufferDirection.Both);
        Breaks("HAL1012", () => TestHal.DmaDealloc(paddr, A.Pointer, 1));
    }

    [Fact]
    public void HAL1013_released_through_another_HAL()
    {
        PhysAddr paddr = Other.Share(A, BufferDirection.Both);
        HalContractException violation = Breaks("HAL1013", () => TestHal.Unshare(paddr, A, BufferDirection.Both));
        Assert.Contains("FreshHal<OtherTag>", violation.Message);
        Assert.Contains("FreshHal<CheckedReleaseTests>", violation.Message);
        Assert.Equal(0, Other.LiveShares);
        Other.Unshare(paddr, A, BufferDirection.Both); // silent
        Other.AssertNothingHeld();

        DmaAllocation memory = Other.DmaAlloc(1, BufferDirection.Both);
        Breaks("HAL1013", () => TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 1));
        _ = Other.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        Other.AssertNothingHeld();
    }

    [Fact]
    public void HAL1013_comes_after_HAL1012()
    {
        PhysAddr paddr = Other.Share(A, BufferDirection.Both);
        Assert.Contains("OtherTag", Breaks("HAL1012", () => TestHal.DmaDealloc(paddr, A.Pointer, 1)).Message);
        DmaAllocation memory = Other.DmaAlloc(1, BufferDirection.Both);
        Breaks("HAL1012", () => TestHal.Unshare(memory.Paddr, new DmaBuffer(memory.Vaddr, 16), BufferDirection.Both));
        _ = Other.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
    }

    [Fact]
    public void HAL2001_what_DmaAlloc_did_not_return()
    {
        DmaAllocation memory = TestHal.DmaAlloc(2, BufferDirection.Both);
        Breaks("HAL2001", () => TestHal.DmaDealloc(new PhysAddr(0x5000), A.Pointer, 1));
        Assert.Equal(1, TestHal.LiveAllocations);
        HalContractException violation = Breaks("HAL2001", () => TestHal.DmaDealloc(memory.Paddr + 4096, memory.Vaddr + 4096, 1));
        Assert.Contains("4096 bytes inside", violation.Message);
        Assert.Equal(0, TestHal.LiveAllocations);
        _ = TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 2);
        Assert.Single(Inner.Calls, call => call.StartsWith("DmaDealloc", StringComparison.Ordinal));
    }

    [Fact]
    public void HAL2003_given_back_twice()
    {
        DmaAllocation memory = TestHal.DmaAlloc(1, BufferDirection.Both);
        _ = TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        Breaks("HAL2003", () => TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 1));
        Assert.Single(Inner.Calls, call => call.StartsWith("DmaDealloc", StringComparison.Ordinal));
    }

    [Fact]
    public void HAL2004_another_number_of_pages()
    {
        foreach (nuint pages in new nuint[] { 0, 1, 3, nuint.MaxValue })
        {
            DmaAllocation memory = TestHal.DmaAlloc(2, BufferDirection.Both);
            Assert.Contains(
                $"{pages} instead of 2", Breaks("HAL2004", () => TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, pages)).Message);
            _ = TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 2);
        }
    }

    [Fact]
    public void HAL2005_address_and_pointer_of_different_allocations()
    {
        DmaAllocation first = TestHal.DmaAlloc(1, BufferDirection.Both);
        DmaAllocation second = TestHal.DmaAlloc(1, BufferDirection.Both);
        HalContractException violation = Breaks("HAL2005", () => TestHal.DmaDealloc(first.Paddr, second.Vaddr, 1));
        Assert.Contains(second.Paddr.ToString(), violation.Message);
        Assert.Equal(0, TestHal.LiveAllocations); // both have ended
        _ = TestHal.DmaDealloc(second.Paddr, first.Vaddr, 1);
        _ = TestHal.DmaDealloc(first.Paddr, second.Vaddr, 1);
        Assert.Equal(1, TestHal.Violations);
        Assert.Equal(2, Inner.Calls.Count(call => call.StartsWith("DmaDealloc", StringComparison.Ordinal)));
    }

    [Fact]
    public void HAL2005_a_pointer_moved_by_an_offset_or_swapped_with_the_address()
    {
        DmaAllocation memory = TestHal.DmaAlloc(2, BufferDirection.Both);
        Breaks("HAL2005", () => TestHal.DmaDealloc(memory.Paddr, memory.Vaddr + 4096, 2));
        _ = TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 2);

        memory = TestHal.DmaAlloc(2, BufferDirection.Both);
        HalContractException violation = Breaks(
            "HAL2005", () => TestHal.DmaDealloc(new PhysAddr((ulong)memory.Vaddr), (byte*)memory.Paddr.Value, 2));
        Assert.Contains("swapped", violation.Message);
        _ = TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 2);
    }

    [Fact]
    public void HAL3003_registers_are_shared_or_deallocated()
    {
        byte* registers = TestHal.MmioPhysToVirt(new PhysAddr((ulong)B.Pointer), 512);
        HalContractException violation = Breaks("HAL3003", () => TestHal.Share(new DmaBuffer(registers + 8, 8), BufferDirection.Both));
        Assert.Contains("512 bytes", violation.Message);
        Assert.Equal(0, TestHal.LiveShares);
        Breaks("HAL3003", () => TestHal.Share(_memory.Buffer.Slice(4000, 97), BufferDirection.DriverToDevice)); // by its last byte
        Breaks("HAL3003", () => TestHal.DmaDealloc(new PhysAddr(0x999000), registers, 1));
        Breaks("HAL3003", () => TestHal.DmaDealloc(new PhysAddr((ulong)B.Pointer), (byte*)0x4000, 1));
        TestHal.Unshare(
            TestHal.Share(_memory.Buffer.Slice(4000, 96), BufferDirection.Both), _memory.Buffer.Slice(4000, 96), BufferDirection.Both);

        TestHal.Abandoned(new PhysAddr((ulong)B.Pointer)); // hot-unplugged: the addresses may be memory again
        TestHal.Unshare(TestHal.Share(B, BufferDirection.Both), B, BufferDirection.Both);
    }

    [Fact]
    public void Directions_that_do_not_exist_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TestHal.Share(A, (BufferDirection)3));
        Assert.Throws<ArgumentOutOfRangeException>(() => TestHal.DmaAlloc(1, (BufferDirection)(-1)));
        TestHal.AssertNothingHeld();
    }

    [Fact]
    public void An_abandoned_share_is_no_leak_and_may_still_be_unshared()
    {
        PhysAddr paddr = TestHal.Share(A, BufferDirection.Both);
        DmaOwnership.Abandon<TestHal>(paddr);
        TestHal.AssertNothingHeld();
        TestHal.Unshare(paddr, A, BufferDirection.Both); // the device could be stopped after all
        Assert.Equal($"Unshare {paddr} 512 Both", Inner.Calls.Last());
        TestHal.Unshare(paddr, A, BufferDirection.Both);
        Assert.Single(Inner.Calls, call => call.StartsWith("Unshare", StringComparison.Ordinal));
        Assert.Equal(0, TestHal.Violations);
    }

    [Fact]
    public void Abandoned_DMA_memory_is_no_leak()
    {
        new Dma<TestHal>(1, BufferDirection.Both).Abandon();
        TestHal.AssertNothingHeld();
        using (var scope = new SharedScope<TestHal>(A, BufferDirection.Both))
        {
            scope.Abandon();
        }

        TestHal.AssertNothingHeld();
    }

    [Fact]
    public void Without_throwing_each_mistake_is_one_report_and_the_HAL_sees_right_calls_alone()
    {
        List<string> seen = [];
        TestHal.Options = new CheckedOptions { ThrowOnViolation = false, OnViolation = violation => seen.Add(violation.RuleId) };

        PhysAddr a = TestHal.Share(A, BufferDirection.DeviceToDriver);
        TestHal.Unshare(a, A, BufferDirection.Both); // 1005
        TestHal.Unshare(a, A, BufferDirection.DeviceToDriver); // silence later
        a = TestHal.Share(A, BufferDirection.DeviceToDriver);
        TestHal.Unshare(a, A.Slice(0, 100), BufferDirection.DeviceToDriver); // 1006
        a = TestHal.Share(A, BufferDirection.DeviceToDriver);
        TestHal.Unshare(a, A, BufferDirection.DeviceToDriver);
        TestHal.Unshare(a, A, BufferDirection.DeviceToDriver); // 1004
        TestHal.Unshare(a, A, BufferDirection.DeviceToDriver); // silence later
        TestHal.Unshare(new PhysAddr(0x1000), B, BufferDirection.Both); // 1001
        Assert.Equal(default, TestHal.Share(default, BufferDirection.Both)); // 1009
        DmaAllocation memory = TestHal.DmaAlloc(2, BufferDirection.Both);
        Assert.Equal(0, TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 5)); // 2004
        Assert.Equal(default, TestHal.DmaAlloc(0, BufferDirection.Both).Paddr); // 2010
        Assert.True(TestHal.MmioPhysToVirt(new PhysAddr(0x1000), 0) == null); // 3004

        Assert.Equal(["HAL1005", "HAL1006", "HAL1004", "HAL1001", "HAL1009", "HAL2004", "HAL2010", "HAL3004"], seen);
        Assert.Equal(seen.Count, TestHal.Violations);
        Assert.Equal(seen.Order(), TestHal.ViolationsByRule.Keys);
        Assert.All(TestHal.ViolationsByRule.Values, count => Assert.Equal(1, count));
        Assert.Equal(
            3,
            Inner.Calls.Count(
                call => call.StartsWith("Unshare", StringComparison.Ordinal) && call.EndsWith(" 512 DeviceToDriver", StringComparison.Ordinal)));
        Assert.Equal(3, Inner.Calls.Count(call => call.StartsWith("Unshare", StringComparison.Ordinal)));
        Assert.Equal($"DmaDealloc {memory.Paddr} 2", Inner.Calls.Last());
        TestHal.AssertNothingHeld();
    }

    [Fact]
    public void The_callback_comes_before_the_exception_and_the_count()
    {
        HalContractException? seen = null;
        TestHal.Options = new CheckedOptions { OnViolation = violation => seen = violation };
        Assert.Same(Assert.Throws<HalContractException>(() => TestHal.Share(default, BufferDirection.Both)), seen);
        Assert.Equal(1, TestHal.Violations);
    }

    [Fact]
    public void A_double_release_is_recognised_among_the_last_4096()
    {
        PhysAddr paddr = TestHal.Share(A, BufferDirection.Both);
        TestHal.Unshare(paddr, A, BufferDirection.Both);
        TestHal.Options = new CheckedOptions();
        for (int i = 0; i < 4095; i++)
        {
            TestHal.Unshare(TestHal.Share(B, BufferDirection.Both), B, BufferDirection.Both);
        }

        Breaks("HAL1004", () => TestHal.Unshare(paddr, A, BufferDirection.Both));
        TestHal.Unshare(TestHal.Share(B, BufferDirection.Both), B, BufferDirection.Both);
        Breaks("HAL1001", () => TestHal.Unshare(paddr, A, BufferDirection.Both)); // older than the memory of the check, and still an error
    }

    private static PhysAddr GivenBack()
    {
        DmaAllocation memory = TestHal.DmaAlloc(1, BufferDirection.Both);
        _ = TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        return memory.Paddr;
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer) => TestHal.Unshare(paddr, buffer, BufferDirection.Both);

    private static HalContractException Breaks(string ruleId, Action action)
    {
        long before = TestHal.Violations;
        int calls = Inner.Calls.Count(call => call.StartsWith("Unshare", StringComparison.Ordinal));
        HalContractException violation = Assert.Throws<HalContractException>(action);
        Assert.Equal(ruleId, violation.RuleId);
        Assert.StartsWith(ruleId + ": ", violation.Message);
        Assert.Equal(before + 1, TestHal.Violations);
        Assert.Equal(calls, Inner.Calls.Count(call => call.StartsWith("Unshare", StringComparison.Ordinal))); // nothing wrong reached the HAL
        return violation;
    }

    internal sealed class OtherTag;
}
