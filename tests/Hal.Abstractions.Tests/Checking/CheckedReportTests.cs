using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Hal.Tests.Hals;
using Xunit;
using TestHal = Hal.Checked<Hal.Tests.Hals.FreshHal<Hal.Tests.Checking.CheckedReportTests>>;

namespace Hal.Tests.Checking;

/// <summary>The live table, the leak report and the stacks.</summary>
public sealed unsafe class CheckedReportTests : IDisposable
{
    private readonly PinnedBuffer _memory = new(64 * 1024);

    public CheckedReportTests()
    {
        TestHal.Reset();
        TestHal.Options = new CheckedOptions { Stacks = StackCapture.Always };
    }

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void The_live_table_lists_what_is_held_the_oldest_first()
    {
        DmaAllocation memory = TestHal.DmaAlloc(2, BufferDirection.DeviceToDriver);
        DmaBuffer buffer = _memory.Buffer.Slice(10, 20);
        PhysAddr paddr = Submit(buffer);
        IReadOnlyList<HeldResource> held = TestHal.Held();

        Assert.Equal([HeldKind.Allocation, HeldKind.Share], held.Select(resource => resource.Kind));
        HeldResource allocation = held[0];
        Assert.Equal(
            (memory.Paddr, (nuint)8192, BufferDirection.DeviceToDriver, 1L),
            (allocation.Paddr, allocation.Length, allocation.Direction, allocation.Sequence));
        Assert.True(allocation.Vaddr == memory.Vaddr);
        HeldResource share = held[1];
        Assert.Equal((paddr, (nuint)20, BufferDirection.Both, 2L), (share.Paddr, share.Length, share.Direction, share.Sequence));
        Assert.Contains(nameof(Submit), share.MadeAt);
        Assert.Contains("CheckedReportTests.cs", share.MadeAt); // with file and line
        Assert.DoesNotContain("Checked`1", share.MadeAt!.Split('\n')[0]); // from the driver's code on

        string report = TestHal.Report();
        Assert.Contains("1 shares and 1 allocations", report);
        Assert.Contains(nameof(Submit), report);
        TestHal.Unshare(paddr, buffer, BufferDirection.Both);
        _ = TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 2);
        Assert.Empty(TestHal.Held());
    }

    [Fact]
    public void A_leak_is_reported_with_the_place_of_its_making()
    {
        TestHal.AssertNothingHeld();
        DmaBuffer buffer = _memory.Buffer.Slice(10, 20);
        PhysAddr paddr = Submit(buffer);
        HalContractException leak = Assert.Throws<HalContractException>(TestHal.AssertNothingHeld);
        Assert.Equal("HAL1002", leak.RuleId);
        Assert.Contains(paddr.ToString(), leak.Message);
        Assert.Contains(nameof(Submit), leak.Message);
        TestHal.Unshare(paddr, buffer, BufferDirection.Both);

        DmaAllocation memory = TestHal.DmaAlloc(1, BufferDirection.Both);
        leak = Assert.Throws<HalContractException>(TestHal.AssertNothingHeld);
        Assert.Equal("HAL2002", leak.RuleId);
        Assert.Contains(memory.Paddr.ToString(), leak.Message);
        _ = TestHal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        TestHal.AssertNothingHeld();
    }

    [Fact]
    public void A_leak_throws_where_violations_are_only_counted()
    {
        List<string> seen = [];
        TestHal.Options = new CheckedOptions { ThrowOnViolation = false, OnViolation = violation => seen.Add(violation.RuleId) };
        PhysAddr paddr = Submit(_memory.Buffer);
        Assert.Throws<HalContractException>(TestHal.AssertNothingHeld);
        Assert.Equal(["HAL1002"], seen);
        TestHal.Unshare(paddr, _memory.Buffer, BufferDirection.Both);
    }

    [Fact]
    public void A_long_report_is_cut()
    {
        for (int i = 0; i < 30; i++)
        {
            TestHal.Share(_memory.Buffer.Slice(i * 16, 16), BufferDirection.Both);
        }

        Assert.Contains("and 10 more", TestHal.Report());
        Assert.Equal(30, TestHal.Held().Count);
    }

    [Fact]
    public void Stacks_can_be_off()
    {
        TestHal.Options = new CheckedOptions { Stacks = StackCapture.Off };
        PhysAddr paddr = Submit(_memory.Buffer);
        Assert.Null(Assert.Single(TestHal.Held()).MadeAt);
        Assert.Contains("not recorded", TestHal.Report());
        TestHal.Unshare(paddr, _memory.Buffer, BufferDirection.Both);
    }

    [Fact]
    public void The_budget_has_stacks_for_the_first_and_some_of_the_many()
    {
        TestHal.Options = new CheckedOptions();
        const int Many = 200_000;
        int recorded = 0;
        for (int i = 0; i < Many; i++)
        {
            PhysAddr paddr = Submit(_memory.Buffer);
            if (i < 100 || i >= Many - 1000)
            {
                bool has = TestHal.Held()[0].MadeAt is not null;
                Assert.True(has || i >= 100);
                recorded += i < 100 || !has ? 0 : 1;
            }

            TestHal.Unshare(paddr, _memory.Buffer, BufferDirection.Both);
        }

        Assert.True(recorded < 1000, "The budget does not bound anything.");
    }

    [Fact]
    public void Reset_forgets_everything_but_the_options()
    {
        CheckedOptions options = TestHal.Options;
        Submit(_memory.Buffer);
        Assert.Throws<HalContractException>(() => TestHal.Share(default, BufferDirection.Both));
        TestHal.Reset();
        TestHal.AssertNothingHeld();
        Assert.Equal(0, TestHal.Violations);
        Assert.Same(options, TestHal.Options);
        Submit(_memory.Buffer); // nothing overlaps
    }

    [Fact]
    public void Options_come_from_the_default_until_they_are_set()
    {
        Assert.Same(CheckedOptions.Default, Checked<HeapHal<CheckedReportTests>>.Options);
        Assert.Throws<ArgumentNullException>(() => TestHal.Options = null!);
        Assert.Throws<ArgumentNullException>(() => CheckedOptions.Default = null!);
        Assert.True(
            CheckedOptions.Default is
            {
                ThrowOnViolation: true, CheckHal: true, ComparedBytes: 65536, Stacks: StackCapture.Budgeted, OnViolation: null
            });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PhysAddr Submit(DmaBuffer buffer) => TestHal.Share(buffer, BufferDirection.Both);
}
