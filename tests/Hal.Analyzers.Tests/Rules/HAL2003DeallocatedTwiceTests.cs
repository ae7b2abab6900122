using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>DMA memory is given back that was given back (contract C3).</summary>
public sealed class HAL2003DeallocatedTwiceTests
{
    [Fact]
    public void Diagnostics_Twice_in_a_row() => Flow.Check(
        """
        void Free(PhysAddr paddr, byte* vaddr)
        {
            _ = THal.DmaDealloc(paddr, vaddr, 1);
            _ = THal.DmaDealloc(paddr, vaddr, 1); //! HAL2003
        }
        """);

    [Fact]
    public void Diagnostics_On_the_error_path_and_at_the_end() => Flow.Check(
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            int status = 0;
            if (!device.Submit(paddr))
            {
                status = THal.DmaDealloc(paddr, vaddr, 1);
            }

            return status + THal.DmaDealloc(paddr, vaddr, 1); //! HAL2003
        }
        """);

    [Fact]
    public void Diagnostics_In_the_body_and_in_finally() => Flow.Check(
        """
        void Probe()
        {
            DmaAllocation memory = THal.DmaAlloc(1, Both);
            if (memory.Paddr == default)
            {
                return;
            }

            try
            {
                device.Submit(memory.Paddr);
                _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
            }
            finally
            {
                _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2003
            }
        }
        """);

    [Fact]
    public void Diagnostics_After_the_owner_was_disposed() => Flow.Check(
        """
        void Probe()
        {
            var ring = new Dma<THal>(1, Both);
            PhysAddr paddr = ring.Paddr;
            byte* vaddr = ring.Vaddr(0);
            ring.Dispose();
            _ = THal.DmaDealloc(paddr, vaddr, 1); //! HAL2003
        }
        """);

    [Fact]
    public void Diagnostics_Through_an_alias() => Flow.Check(
        """
        void Probe()
        {
            DmaAllocation memory = THal.DmaAlloc(1, Both);
            if (memory.Paddr == default)
            {
                return;
            }

            DmaAllocation same = memory;
            _ = THal.DmaDealloc(same.Paddr, same.Vaddr, 1);
            _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2003
        }
        """);

    [Fact]
    public void Diagnostics_Before_another_page_count() => Flow.Check(
        """
        void Free(PhysAddr paddr, byte* vaddr)
        {
            _ = THal.DmaDealloc(paddr, vaddr, 1);
            _ = THal.DmaDealloc(paddr, vaddr, 2); //! HAL2003
        }
        """);

    [Fact]
    public void Valid_Dispose_may_run_twice() => Flow.Check(
        """
        void Probe()
        {
            using var ring = new Dma<THal>(1, Both);
            device.Submit(ring.Paddr);
            ring.Dispose();
            ring.Dispose();
        }
        """);

    [Fact]
    public void Valid_One_on_each_path() => Flow.Check(
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            return device.Submit(paddr) ? THal.DmaDealloc(paddr, vaddr, 1) : -THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_Allocated_again_in_between() => Flow.Check(
        """
        void Probe()
        {
            for (int i = 0; i < 4; i++)
            {
                var (paddr, vaddr) = THal.DmaAlloc(1, Both);
                if (paddr != default)
                {
                    device.Submit(paddr);
                    _ = THal.DmaDealloc(paddr, vaddr, 1);
                }
            }
        }
        """);

    [Fact]
    public void Valid_The_holder_is_cleared() => Flow.Check(
        """
        DmaAllocation memory;

        void Free()
        {
            _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
            memory = default;
            Refill();
            _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        }

        void Refill() => memory = THal.DmaAlloc(1, Both);
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'paddr' is deallocated again; line 3 gave it back (contract C3)",
        Flow.MessageOf(
            """
            void Free(PhysAddr paddr, byte* vaddr)
            {
                _ = THal.DmaDealloc(paddr, vaddr, 1);
                _ = THal.DmaDealloc(paddr, vaddr, 1);
            }
            """));
}
