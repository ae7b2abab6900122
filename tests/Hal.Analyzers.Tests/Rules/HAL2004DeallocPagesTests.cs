using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>DmaDealloc is told another number of pages than DmaAlloc was (contract C4).</summary>
public sealed class HAL2004DeallocPagesTests
{
    [Fact]
    public void Diagnostics_Another_constant() => Flow.Check(
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(2, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, 1); //! HAL2004
        }
        """);

    [Fact]
    public void Diagnostics_Bytes_for_pages() => Flow.Check(
        """
        int Probe(nuint pages)
        {
            var (paddr, vaddr) = THal.DmaAlloc(pages, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, pages * HalConstants.PageSize); //! HAL2004
        }
        """);

    [Fact]
    public void Diagnostics_A_page_more() => Flow.Check(
        """
        int Probe(nuint pages)
        {
            var (paddr, vaddr) = THal.DmaAlloc(pages + 1, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, pages); //! HAL2004
        }
        """);

    [Fact]
    public void Diagnostics_Two_parameters() => Flow.Check(
        """
        int Probe(nuint asked, nuint given)
        {
            var (paddr, vaddr) = THal.DmaAlloc(asked, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, given); //! HAL2004
        }
        """);

    [Fact]
    public void Diagnostics_Bytes_rounded_and_bytes() => Flow.Check(
        """
        int Probe()
        {
            const int Bytes = 10000;
            var (paddr, vaddr) = THal.DmaAlloc(HalConstants.PagesFor(Bytes), Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, Bytes / HalConstants.PageSize); //! HAL2004
        }
        """);

    [Fact]
    public void Diagnostics_The_count_was_changed() => Flow.Check(
        """
        int Probe(nuint pages)
        {
            var (paddr, vaddr) = THal.DmaAlloc(pages, Both);
            if (paddr == default)
            {
                return -1;
            }

            pages++;
            return THal.DmaDealloc(paddr, vaddr, pages); //! HAL2004
        }
        """);

    [Fact]
    public void Diagnostics_A_wrong_pointer_comes_first() => Flow.Check(
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(2, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr + 1, 1); //! HAL2005
        }
        """);

    [Fact]
    public void Valid_The_same_count() => Flow.Check(
        """
        int Probe(nuint pages)
        {
            nuint count = pages;
            var (paddr, vaddr) = THal.DmaAlloc(pages, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, count);
        }
        """);

    [Fact]
    public void Valid_The_same_count_by_another_formula() => Flow.Check(
        """
        int Probe(nuint pages)
        {
            var (paddr, vaddr) = THal.DmaAlloc(pages + pages, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, pages * 2);
        }
        """);

    [Fact]
    public void Valid_Counts_that_cannot_be_told_apart() => Flow.Check(
        """
        nuint kept;

        int Probe(nuint bytes)
        {
            var (paddr, vaddr) = THal.DmaAlloc(HalConstants.PagesFor(bytes), Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, kept);
        }
        """);

    [Fact]
    public void Valid_Computed_twice() => Flow.Check(
        """
        int Probe(nuint bytes)
        {
            var (paddr, vaddr) = THal.DmaAlloc(HalConstants.PagesFor(bytes), Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, HalConstants.PagesFor(bytes));
        }
        """);

    [Fact]
    public void Valid_Counts_that_were_compared() => Flow.Check(
        """
        int Probe(nuint asked, nuint given)
        {
            if (asked != given)
            {
                return -1;
            }

            var (paddr, vaddr) = THal.DmaAlloc(asked, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, given);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'paddr' was allocated with 2 pages in line 3 and is deallocated with 8192 (contract C4)",
        Flow.MessageOf(
            """
            int Probe()
            {
                var (paddr, vaddr) = THal.DmaAlloc(2, Both);
                return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, 8192);
            }
            """));

    [Fact]
    public void Diagnostics_Another_count_on_one_path() => Flow.Check(
        """
        void Negotiate()
        {
            nuint depth = 16;
            DmaAllocation tags = THal.DmaAlloc(depth, Both);
            if (tags.Paddr == default)
            {
                return;
            }

            if (!device.Poll())
            {
                depth = 8;
            }

            _ = THal.DmaDealloc(tags.Paddr, tags.Vaddr, depth); //! HAL2004
        }
        """);
}
