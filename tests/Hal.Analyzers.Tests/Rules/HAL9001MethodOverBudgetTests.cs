using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Hal.Analyzers.Tests.Rules;

public sealed class HAL9001MethodOverBudgetTests
{
    [Fact]
    public void Diagnostics_of_a_method_over_the_bounds_are_this_alone()
    {
        // A leak that nobody looks for, beside an expression nested deeper than any hand writes.
        string source = Flow.Wrap($"void Send(DmaBuffer buffer) {{ PhysAddr paddr = THal.Share(buffer, Both); device.Submit(paddr{Repeat(" + 1", 600)}); }}");
        Diagnostic diagnostic = Assert.Single(Flow.Findings(source, enableAll: true));
        Assert.Equal("HAL9001", diagnostic.Id);
        Assert.Equal("'Send' is too large for the flow analysis; no sharing or memory rule was checked in it", diagnostic.GetMessage());
        Assert.Equal(DiagnosticSeverity.Hidden, diagnostic.Descriptor.DefaultSeverity);
    }

    [Fact]
    public void Valid_with_ten_thousand_statements_and_a_hundred_tokens_and_the_defect_at_the_end_is_found()
    {
        string shares = string.Concat(Enumerable.Range(0, 99).Select(number =>
            $"PhysAddr p{number} = THal.Share(buffer.Slice({number}, 1), DriverToDevice); THal.Unshare(p{number}, buffer.Slice({number}, 1), DriverToDevice); "));
        Flow.Check($"void Send(DmaBuffer buffer) {{ {shares} {Repeat("device.Wait(1); ", 9_800)}\nPhysAddr last = THal.Share(buffer, Both); //! HAL1002\n device.Submit(last); }}");
    }

    [Fact]
    public void Valid_with_two_loops_that_turn_before_they_ask() => Flow.Check(
        """
        void Send(DmaBuffer[] parts)
        {
            var addresses = new PhysAddr[4];
            int i = 0;
            do
            {
                addresses[i] = THal.Share(parts[i], DriverToDevice);
            }
            while (++i < 4);
            device.Wait(1);
            do
            {
                THal.Unshare(addresses[--i], parts[i], DriverToDevice);
            }
            while (i > 0);
        }
        """,
        enableAll: true);

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
