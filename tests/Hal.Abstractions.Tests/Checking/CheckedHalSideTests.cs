using System;
using Xunit;
using Faulty = Hal.Tests.Hals.FaultyHal<Hal.Tests.Checking.CheckedHalSideTests>;
using TestHal = Hal.Checked<Hal.Tests.Hals.FaultyHal<Hal.Tests.Checking.CheckedHalSideTests>>;

namespace Hal.Tests.Checking;

/// <summary>What a wrong HAL is told: contracts I3 to I8 and I11.</summary>
public sealed unsafe class CheckedHalSideTests : IDisposable
{
    private const int PageSize = HalConstants.PageSize;
    private readonly PinnedBuffer _memory = new(8 * PageSize);
    private readonly byte* _pages;

    public CheckedHalSideTests()
    {
        TestHal.Reset();
        TestHal.Options = new CheckedOptions();
        Faulty.DeallocStatus = 0;
        nuint start = (nuint)_memory.Buffer.Pointer;
        _pages = (byte*)((start + PageSize - 1) & ~(nuint)(PageSize - 1));
    }

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Right_memory_is_silent()
    {
        Allocate(0x10000, _pages, 2);
        Assert.Equal(1, TestHal.LiveAllocations);
        Assert.Equal(0, TestHal.DmaDealloc(new PhysAddr(0x10000), _pages, 2));
    }

    [Fact]
    public void No_memory_is_no_violation()
    {
        Faulty.Allocation = default;
        Assert.Equal(default, TestHal.DmaAlloc(1, BufferDirection.Both).Paddr);
        Assert.Equal(0, TestHal.LiveAllocations);
    }

    [Fact]
    public void HAL4001_memory_that_is_not_zeroed()
    {
        _pages[PageSize + 5] = 0xEE;
        HalContractException violation = Breaks("HAL4001", () => Allocate(0x10000, _pages, 2));
        Assert.Contains("byte 4101", violation.Message);
        Assert.Contains("0xee", violation.Message);
    }

    [Fact]
    public void HAL4002_a_pointer_that_is_not_aligned() => Breaks("HAL4002", () => Allocate(0x10000, _pages + 64, 1));

    [Fact]
    public void HAL4003_a_null_pointer_with_an_address() => Breaks("HAL4003", () => Allocate(0x10000, null, 1));

    [Fact]
    public void HAL4003_Share_returns_address_0()
    {
        Faulty.ShareAddress = default;
        Breaks("HAL4003", () => TestHal.Share(_memory.Buffer, BufferDirection.Both));
        Faulty.ShareAddress = new PhysAddr(0x1000);
        TestHal.Unshare(TestHal.Share(_memory.Buffer, BufferDirection.Both), _memory.Buffer, BufferDirection.Both); // the memory is free to be shared
    }

    [Fact]
    public void HAL4004_a_right_release_fails()
    {
        Allocate(0x10000, _pages, 2);
        Faulty.DeallocStatus = -12;
        Assert.Contains("-12", Breaks("HAL4004", () => TestHal.DmaDealloc(new PhysAddr(0x10000), _pages, 2)).Message);
    }

    [Fact]
    public void I4_memory_that_overlaps_a_live_allocation()
    {
        Allocate(0x10000, _pages, 2);
        Assert.Contains("0x10000", Breaks("I4", () => Allocate(0x20000, _pages + PageSize, 2), live: 1).Message); // by pointer
        Breaks("I4", () => Allocate(0x11000, _pages + (4 * PageSize), 1), live: 1); // by address
        Allocate(0x12000, _pages + (2 * PageSize), 1); // beside it
        Assert.Equal(0, TestHal.DmaDealloc(new PhysAddr(0x10000), _pages, 2));
        Allocate(0x10000, _pages, 2); // and again once it is free
    }

    [Fact]
    public void I8_registers_that_are_null_or_DMA_memory()
    {
        Faulty.Mapping = 0;
        Breaks("I8", () => TestHal.MmioPhysToVirt(new PhysAddr(0xfe000000), 4096));
        Allocate(0x10000, _pages, 2);
        Faulty.Mapping = (nuint)_pages + PageSize;
        Breaks("I8", () => TestHal.MmioPhysToVirt(new PhysAddr(0xfe000000), 4096), live: 1);
    }

    [Fact]
    public void HAL2010_and_HAL3004_ask_for_nothing()
    {
        Breaks("HAL2010", () => TestHal.DmaAlloc(0, BufferDirection.Both));
        Assert.Contains("0xfe000000", Breaks("HAL3004", () => TestHal.MmioPhysToVirt(new PhysAddr(0xfe000000), 0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => TestHal.DmaAlloc(nuint.MaxValue / 4096 + 1, BufferDirection.Both));
    }

    [Fact]
    public void The_HALs_side_can_be_left_unchecked()
    {
        TestHal.Options = new CheckedOptions { CheckHal = false };
        _pages[0] = 1;
        Allocate(0x10000, _pages, 1);
        Allocate(0x20000, _pages + 8, 1);
        Faulty.DeallocStatus = 7;
        Assert.Equal(7, TestHal.DmaDealloc(new PhysAddr(0x10000), _pages, 1));
        Faulty.ShareAddress = default;
        Assert.Equal(default, TestHal.Share(_memory.Buffer, BufferDirection.Both));
        Assert.Equal(0, TestHal.LiveShares);
        Assert.Equal("HAL2010", Assert.Throws<HalContractException>(() => TestHal.DmaAlloc(0, BufferDirection.Both)).RuleId);
    }

    [Fact]
    public void A_refused_share_holds_nothing()
    {
        Faulty.ShareAddress = new PhysAddr(ulong.MaxValue);
        Assert.Throws<DmaException>(() => TestHal.Share(_memory.Buffer, BufferDirection.Both));
        TestHal.AssertNothingHeld();
        Faulty.ShareAddress = new PhysAddr(0x1000);
        TestHal.Unshare(TestHal.Share(_memory.Buffer, BufferDirection.Both), _memory.Buffer, BufferDirection.Both); // no overlap is left behind
        Assert.Equal(0, TestHal.Violations);
    }

    private static void Allocate(ulong paddr, byte* vaddr, nuint pages)
    {
        Faulty.Allocation = new DmaAllocation(new PhysAddr(paddr), vaddr);
        _ = TestHal.DmaAlloc(pages, BufferDirection.Both);
    }

    private static HalContractException Breaks(string ruleId, Action action, int live = 0)
    {
        HalContractException violation = Assert.Throws<HalContractException>(action);
        Assert.Equal(ruleId, violation.RuleId);
        Assert.Equal((0, live), (TestHal.LiveShares, TestHal.LiveAllocations)); // the caller got nothing, so it holds nothing
        return violation;
    }
}
