using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>DMA memory of no pages is asked for (contract C1).</summary>
public sealed class HAL2010ZeroPagesTests
{
    [Fact]
    public void Diagnostics_Zero() => Flow.Check(
        """
        void Allocate()
        {
            using var ring = new Dma<THal>(0, Both); //! HAL2010
            DmaAllocation memory = THal.DmaAlloc(0, Both); //! HAL2010
            if (memory.Paddr != default)
            {
                _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 0);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Rounded_down() => Flow.Check(
        """
        void Allocate()
        {
            using var ring = new Dma<THal>(512 / HalConstants.PageSize, Both); //! HAL2010
        }
        """);

    [Fact]
    public void Diagnostics_TryCreate() => Flow.Check(
        """
        void Allocate()
        {
            if (Dma<THal>.TryCreate(0, Both, out var ring)) //! HAL2010
            {
                ring.Dispose();
            }
        }
        """);

    [Fact]
    public void Diagnostics_Tested_to_be_zero() => Flow.Check(
        """
        void Allocate(nuint pages)
        {
            if (pages == 0)
            {
                using var ring = new Dma<THal>(pages, Both); //! HAL2010
            }
        }
        """);

    [Fact]
    public void Diagnostics_Pages_for_no_bytes() => Flow.Check(
        """
        void Allocate()
        {
            using var ring = new Dma<THal>(HalConstants.PagesFor(0), Both); //! HAL2010
        }
        """);

    [Fact]
    public void Valid_One_and_more() => Flow.Check(
        """
        void Allocate()
        {
            using var ring = new Dma<THal>(1, Both);
            using var other = new Dma<THal>(HalConstants.PagesFor(1), Both);
        }
        """);

    [Fact]
    public void Valid_A_parameter() => Flow.Check(
        """
        void Allocate(nuint pages)
        {
            using var ring = new Dma<THal>(pages, Both);
        }
        """);

    [Fact]
    public void Valid_At_least_one() => Flow.Check(
        """
        void Allocate(nuint bytes)
        {
            using var ring = new Dma<THal>(Math.Max(1, bytes / HalConstants.PageSize), Both);
        }
        """);

    [Fact]
    public void Valid_Zero_is_ruled_out() => Flow.Check(
        """
        void Allocate(nuint pages)
        {
            if (pages == 0)
            {
                return;
            }

            using var ring = new Dma<THal>(pages, Both);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'new Dma<THal>(0, Both)' asks for no pages; DMA memory has at least 1 (contract C1)",
        Flow.MessageOf(
            """
            void Allocate()
            {
                using var ring = new Dma<THal>(0, Both);
            }
            """));
}
