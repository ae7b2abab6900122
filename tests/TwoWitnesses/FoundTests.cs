using System.Linq;
using Hal.TwoWitnesses.Comparing;
using Xunit;

namespace Hal.TwoWitnesses.Tests;

/// <summary>Programs on which the witnesses once disagreed, as the shrinker left them; who was wrong stands beside each.</summary>
public sealed class FoundTests
{
    private const string Acquire = "static PhysAddr Acquire(DmaBuffer b)";

    [Fact]
    public void Analyzer_A_slice_overlaps_the_whole_buffer_whose_length_is_not_known() => AssertAgree(
        """
        using (var s = new SharedScope<HalA>(x.Slice(16, 16), DeviceToDriver))
        {
            PhysAddr p = HalA.Share(x, DriverToDevice);
            HalA.Unshare(p, x, DriverToDevice);
        }
        """, "HAL1011");

    [Fact]
    public void Analyzer_A_helper_shares_what_its_caller_shares() => AssertAgree(
        """
        PhysAddr p = HalA.Share(x.Slice(0, 16), Both);
        PhysAddr q = Acquire(x.Slice(0, 16));
        HalA.Unshare(q, x.Slice(0, 16), DriverToDevice);
        HalA.Unshare(p, x.Slice(0, 16), Both);
        """, "HAL1011", (Acquire, "return HalA.Share(b, DriverToDevice);"));

    [Fact]
    public void Analyzer_The_helper_of_a_helper_does() => AssertAgree(
        """
        using (var s = new SharedScope<HalA>(y, DriverToDevice))
        {
            PhysAddr p = AcquireDeeper(y);
            HalA.Unshare(p, y, DeviceToDriver);
        }
        """, "HAL1011", (Acquire, "return HalA.Share(b, DeviceToDriver);"), ("static PhysAddr AcquireDeeper(DmaBuffer b)", "return Acquire(b);"));

    [Fact]
    public void Analyzer_An_empty_buffer_is_reported_once() => AssertAgree("PhysAddr p = HalA.Share(default, DeviceToDriver);", "HAL1009");

    [Fact]
    public void Analyzer_Zero_pages_are_an_allocation_that_failed() => AssertAgree(
        """
        PhysAddr p = HalA.Share(x, DriverToDevice);
        if (!Device.Next(1))
        {
            DmaAllocation m = HalA.DmaAlloc(0, Both);
            if (m.Paddr == default)
            {
                HalA.Unshare(p, x, DriverToDevice);
                return;
            }
            HalA.Unshare(p, x, DriverToDevice);
        }
        HalA.Unshare(p, x, DriverToDevice);
        """, "HAL2010");

    [Fact]
    public void Analyzer_What_a_moved_address_has_ended_is_not_wrong_again() => AssertAgree(
        """
        PhysAddr p = HalA.Share(y, DeviceToDriver);
        HalA.Unshare(p + 8, y, DeviceToDriver);
        HalA.Unshare(p, y, DeviceToDriver);
        HalA.Unshare(p, y, DeviceToDriver);
        """, "HAL1001");

    [Fact]
    public void Analyzer_The_constructor_of_an_exception_throws_no_other() => AssertAgree(
        """
        PhysAddr p = HalA.Share(x, Both);
        try
        {
            HalA.Unshare(p, x, Both);
            throw new InvalidOperationException();
        }
        catch (TimeoutException)
        {
            HalA.Unshare(p, x, Both);
        }
        """);

    [Fact]
    public void Analyzer_A_moved_address_of_a_share_is_deallocated() => AssertAgree(
        "PhysAddr p = HalA.Share(x, Both);\n_ = HalA.DmaDealloc(p + 8, x.Pointer, 1);", "HAL1012");

    [Fact]
    public void Analyzer_TryCreate_may_throw_as_every_call_of_a_HAL_may() => AssertAgree(
        """
        try
        {
            if (Dma<HalA>.TryCreate(1, Both, out Dma<HalA> d))
            {
                d.Dispose();
            }
        }
        catch (DmaException)
        {
            PhysAddr p = HalA.Share(x, Both);
            Device.Submit(p);
        }
        """, "HAL1002");

    [Fact]
    public void Analyzer_What_a_handler_did_not_take_a_handler_around_it_for_the_same_does_not_either() => AssertAgree(
        """
        PhysAddr p = HalA.Share(x, Both);
        try
        {
            try
            {
                HalA.Unshare(p, x, Both);
                Device.Work();
            }
            catch (TimeoutException)
            {
            }
        }
        catch (TimeoutException)
        {
            HalA.Unshare(p, x, Both);
        }
        """);

    [Fact]
    public void Analyzer_Nor_behind_a_finally() => AssertAgree(
        """
        PhysAddr p = HalA.Share(x, Both);
        try
        {
            try
            {
                try
                {
                    Device.Work();
                }
                finally
                {
                    HalA.Unshare(p, x, Both);
                }
            }
            catch (TimeoutException)
            {
            }
        }
        catch (TimeoutException)
        {
            HalA.Unshare(p, x, Both);
        }
        """);

    [Fact]
    public void Analyzer_What_a_handler_throws_again_is_what_it_took() => AssertAgree(
        """
        PhysAddr p = HalA.Share(x, Both);
        try
        {
            try
            {
                Device.Work();
            }
            catch (TimeoutException)
            {
                HalA.Unshare(p, x, Both);
                throw;
            }
        }
        catch (TimeoutException)
        {
            return;
        }
        catch (Exception)
        {
            HalA.Unshare(p, x, Both);
            return;
        }
        HalA.Unshare(p, x, Both);
        """);

    [Fact]
    public void Analyzer_Nothing_is_released_by_the_wrong_function_where_nothing_is_any_more() => AssertAgree(
        """
        DmaAllocation m = HalA.DmaAlloc(1, Both);
        if (m.Paddr != default)
        {
            _ = HalA.DmaDealloc(m.Paddr, m.Vaddr, 1);
            HalA.Unshare(m.Paddr + 64, x, Both);
        }
        """, "HAL1001");

    [Fact]
    public void Analyzer_Nor_deallocated() => AssertAgree(
        """
        PhysAddr p = HalA.Share(x, Both);
        HalA.Unshare(p, x, Both);
        _ = HalA.DmaDealloc(p + 8, x.Pointer, 1);
        """, "HAL2001");

    [Fact]
    public void Analyzer_What_nobody_tested_is_given_back() => AssertAgree(
        """
        DmaAllocation m = HalA.DmaAlloc(1, Both);
        _ = HalA.DmaDealloc(m.Paddr, m.Vaddr, 1);
        _ = HalA.DmaDealloc(m.Paddr, m.Vaddr, 1);
        """, "HAL2003");

    [Fact]
    public void Analyzer_An_element_of_an_array_leaks_that_was_shared_by_itself() => AssertAgree(
        """
        var a = new PhysAddr[2];
        a[0] = HalA.Share(x, Both);
        a[1] = HalA.Share(y, DriverToDevice);
        HalA.Unshare(a[0], x, Both);
        """, "HAL1002");

    [Fact]
    public void Checked_The_start_of_a_share_is_no_share_of_another_HAL() => AssertAgree(
        "PhysAddr p = HalA.Share(y.Slice(16, 16), Both);\nHalA.Unshare(p, y.Slice(16, 8), Both);", "HAL1006");

    [Fact]
    public void Checked_Once_more_through_another_HAL() => AssertAgree(
        "PhysAddr p = HalA.Share(x, Both);\nHalA.Unshare(p, x, Both);\nHalB.Unshare(p, x, Both);", "HAL1013");

    [Fact]
    public void Checked_Once_more_through_another_HAL_with_other_memory() => AssertAgree(
        "PhysAddr p = HalA.Share(x.Slice(0, 16), Both);\nHalA.Unshare(p, x.Slice(0, 16), Both);\nHalB.Unshare(p, x.Slice(16, 16), Both);", "HAL1013");

    [Fact]
    public void Checked_Once_more_by_the_other_function_of_another_HAL() => AssertAgree(
        "PhysAddr p = HalA.Share(x, Both);\nHalA.Unshare(p, x, Both);\n_ = HalB.DmaDealloc(p, x.Pointer, 1);", "HAL1012");

    [Fact]
    public void Comparison_What_is_found_at_the_end_was_done_in_a_finally_that_an_exception_ran() => AssertAgree(
        """
        try
        {
            DmaAllocation m = HalA.DmaAlloc(2, DriverToDevice);
            try
            {
                var s = new Shared<HalA>(y, DriverToDevice);
                _ = HalA.DmaDealloc(m.Paddr, m.Vaddr, 2);
            }
            finally
            {
                _ = HalA.DmaDealloc(m.Paddr, m.Vaddr, 2);
                *m.Vaddr = 1;
            }
        }
        catch (DmaException)
        {
        }
        """, "HAL2003");

    private static void AssertAgree(string body, string? rule = null, params (string Signature, string Body)[] helpers)
    {
        ProgramResult result = Snippet.Check(body, helpers);
        Assert.True(result.Disagreements.Count == 0, string.Join('\n', result.Disagreements));
        if (rule is null)
        {
            Assert.Empty(result.Seen);
            Assert.Empty(result.Reports);
        }
        else
        {
            Assert.Contains(rule, result.Seen);
            Assert.Contains(rule, result.Reports.Select(report => report.RuleId));
        }
    }
}
