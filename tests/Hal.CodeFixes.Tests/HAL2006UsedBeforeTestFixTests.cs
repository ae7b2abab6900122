using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL2006UsedBeforeTestFixTests
{
    private static readonly FlowFixRun Fix = new(new HAL2006UsedBeforeTestFix());

    [Fact]
    public void The_test_that_came_too_late() => Fix.Check(
        """
        int Start()
        {
            DmaAllocation ring = THal.DmaAlloc(1, Both);
            *ring.Vaddr = 1; // ready

            // No memory.
            if (ring.Paddr == default)
            {
                return -1;
            }

            return THal.DmaDealloc(ring.Paddr, ring.Vaddr, 1);
        }
        """,
        """
        int Start()
        {
            DmaAllocation ring = THal.DmaAlloc(1, Both);
            // No memory.
            if (ring.Paddr == default)
            {
                return -1;
            }

            *ring.Vaddr = 1; // ready

            return THal.DmaDealloc(ring.Paddr, ring.Vaddr, 1);
        }
        """);

    [Fact]
    public void A_new_test_before_it_is_given_back() => Fix.Check(
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """,
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                throw new DmaException("The HAL could not allocate DMA memory: DmaAlloc returned address 0.");
            }

            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Theory]
    [InlineData("DmaAllocation ring", "ring.Paddr", "ring.Vaddr")]
    [InlineData("var (paddr, vaddr)", "paddr", "vaddr")]
    public void A_new_test(string declaration, string paddr, string vaddr) => Fix.Check(
        $$"""
        int Start()
        {
            {{declaration}} = THal.DmaAlloc(1, Both);
            *{{vaddr}} = 1;
            return THal.DmaDealloc({{paddr}}, {{vaddr}}, 1);
        }
        """,
        $$"""
        int Start()
        {
            {{declaration}} = THal.DmaAlloc(1, Both);
            if ({{paddr}} == default)
            {
                throw new DmaException("The HAL could not allocate DMA memory: DmaAlloc returned address 0.");
            }

            *{{vaddr}} = 1;
            return THal.DmaDealloc({{paddr}}, {{vaddr}}, 1);
        }
        """);

    [Fact]
    public void All() => Fix.CheckAll(
        """
        int Start()
        {
            DmaAllocation first = THal.DmaAlloc(1, Both);
            *first.Vaddr = 1;
            int status = THal.DmaDealloc(first.Paddr, first.Vaddr, 1);
            DmaAllocation second = THal.DmaAlloc(1, Both);
            *second.Vaddr = 1;
            return status + THal.DmaDealloc(second.Paddr, second.Vaddr, 1);
        }
        """,
        """
        int Start()
        {
            DmaAllocation first = THal.DmaAlloc(1, Both);
            if (first.Paddr == default)
            {
                throw new DmaException("The HAL could not allocate DMA memory: DmaAlloc returned address 0.");
            }

            *first.Vaddr = 1;
            int status = THal.DmaDealloc(first.Paddr, first.Vaddr, 1);
            DmaAllocation second = THal.DmaAlloc(1, Both);
            if (second.Paddr == default)
            {
                throw new DmaException("The HAL could not allocate DMA memory: DmaAlloc returned address 0.");
            }

            *second.Vaddr = 1;
            return status + THal.DmaDealloc(second.Paddr, second.Vaddr, 1);
        }
        """);

    [Fact]
    public void Nothing_where_the_throw_would_leave_another_allocation() => Fix.NotOffered(
        """
        int Start()
        {
            DmaAllocation first = THal.DmaAlloc(1, Both);
            if (first.Paddr == default)
            {
                return -1;
            }

            DmaAllocation second = THal.DmaAlloc(1, Both);
            *second.Vaddr = 1;
            return THal.DmaDealloc(first.Paddr, first.Vaddr, 1) + THal.DmaDealloc(second.Paddr, second.Vaddr, 1);
        }
        """);
}
