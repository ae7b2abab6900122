using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>The status of DmaDealloc is dropped (contract I7).</summary>
public sealed class HAL2007StatusIgnoredTests
{
    [Fact]
    public void Diagnostics_An_expression_statement() => Flow.Check(
        """
        void Free(DmaAllocation memory)
        {
            THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2007
        }
        """);

    [Fact]
    public void Diagnostics_In_a_finally_block() => Flow.Check(
        """
        void Free(DmaAllocation memory)
        {
            try
            {
                device.Reset();
            }
            finally
            {
                THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2007
            }
        }
        """);

    [Fact]
    public void Diagnostics_An_expression_body() => Flow.Check(
        """
        void Free(DmaAllocation memory) => THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2007
        """);

    [Fact]
    public void Diagnostics_A_lambda() => Flow.Check(
        """
        Action Freeing(DmaAllocation memory) => () => THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2007
        """);

    [Fact]
    public void Diagnostics_On_a_checked_HAL() => Flow.Check(
        """
        void Free(DmaAllocation memory)
        {
            Checked<THal>.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2007
        }
        """);

    [Fact]
    public void Valid_Discarded_on_purpose() => Flow.Check(
        """
        void Free(DmaAllocation memory)
        {
            _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_Tested_returned_or_kept() => Flow.Check(
        """
        int last;

        int Free(DmaAllocation a, DmaAllocation b, DmaAllocation c)
        {
            if (THal.DmaDealloc(a.Paddr, a.Vaddr, 1) != 0)
            {
                throw new DmaException("not given back");
            }

            last = THal.DmaDealloc(b.Paddr, b.Vaddr, 1);
            return THal.DmaDealloc(c.Paddr, c.Vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_Passed_on() => Flow.Check(
        """
        void Free(DmaAllocation a)
        {
            Expect.Same(0, THal.DmaDealloc(a.Paddr, a.Vaddr, 1));
        }
        """);

    [Fact]
    public void Valid_A_function() => Flow.Check(
        """
        Func<int> Freeing(DmaAllocation memory) => () => THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        """);

    [Fact]
    public void Valid_Dispose_tests_it() => Flow.Check(
        """
        void Free(Dma<THal> ring)
        {
            ring.Dispose();
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "The status that DmaDealloc returns is ignored; test it, or write '_ =' to say that it is meant (contract I7)",
        Flow.MessageOf(
            """
            void Free(DmaAllocation memory)
            {
                THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
            }
            """));
}
