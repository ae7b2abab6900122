using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>The address for DmaDealloc is certainly none that DmaAlloc returned (contract C2).</summary>
public sealed class HAL2001DeallocWithoutAllocTests
{
    [Fact]
    public void Diagnostics_Constant_and_default() => Flow.Check(
        """
        int Free(byte* vaddr)
        {
            _ = THal.DmaDealloc(default, vaddr, 1); //! HAL2001
            return THal.DmaDealloc(new PhysAddr(0x1000), vaddr, 1); //! HAL2001
        }
        """);

    [Fact]
    public void Diagnostics_A_part_of_an_allocation() => Flow.Check(
        """
        int Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(2, Both);
            if (paddr == default)
            {
                return -1;
            }

            device.Program(paddr, 8192);
            device.Reset();
            return THal.DmaDealloc(paddr + 4096, vaddr + 4096, 1); //! HAL2001
        }
        """);

    [Fact]
    public void Diagnostics_A_part_of_an_owners_memory() => Flow.Check(
        """
        int Free()
        {
            using var ring = new Dma<THal>(2, Both);
            return THal.DmaDealloc(ring.PaddrAt(4096), ring.Vaddr(4096), 1); //! HAL2001
        }
        """);

    [Fact]
    public void Diagnostics_A_part_of_what_was_shared() => Flow.Check(
        """
        void Stop(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, Both);
            THal.Unshare(paddr, buffer, Both);
            _ = THal.DmaDealloc(paddr + 8, buffer.Pointer, 1); //! HAL2001
        }
        """);

    [Fact]
    public void Diagnostics_An_allocation_that_failed() => Flow.Check(
        """
        int Free()
        {
            DmaAllocation memory = THal.DmaAlloc(1, Both);
            if (memory.Paddr == default)
            {
                return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); //! HAL2001
            }

            device.Program(memory.Paddr, 4096);
            device.Reset();
            return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_Default_where_nothing_was_allocated() => Flow.Check(
        """
        int Free(bool large)
        {
            DmaAllocation memory = default;
            if (large)
            {
                memory = THal.DmaAlloc(4, Both);
                if (memory.Paddr == default)
                {
                    return -1;
                }
            }

            return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 4); //! HAL2001
        }
        """);

    [Fact]
    public void Diagnostics_An_address_made_from_a_pointer_is_HAL1015() => Flow.Check(
        """
        int Free(byte* vaddr) => THal.DmaDealloc(new PhysAddr((ulong)vaddr), vaddr, 1); //! HAL1015
        """);

    [Fact]
    public void Valid_What_was_allocated() => Flow.Check(
        """
        int Allocate()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_From_elsewhere() => Flow.Check(
        """
        DmaAllocation kept;

        int Free(PhysAddr paddr, byte* vaddr)
        {
            _ = THal.DmaDealloc(kept.Paddr, kept.Vaddr, 1);
            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_Taken_over_from_an_owner() => Flow.Check(
        """
        int Free(Dma<THal> ring)
        {
            PhysAddr paddr = ring.Paddr;
            byte* vaddr = ring.Vaddr(0);
            ring.Abandon();
            return THal.DmaDealloc(paddr, vaddr, ring.Pages);
        }
        """);

    [Fact]
    public void Valid_Default_is_a_sentinel() => Flow.Check(
        """
        void Free(bool large)
        {
            DmaAllocation memory = large ? THal.DmaAlloc(4, Both) : default;
            if (memory.Paddr != default)
            {
                device.Program(memory.Paddr, 4096);
                device.Reset();
                _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 4);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message_A_part() => Assert.Equal(
        "DmaDealloc of 'paddr + 4096', which no DmaAlloc returned: it lies 4096 bytes after the start of an allocation (contract C2)",
        Flow.MessageOf(
            """
            int Free()
            {
                var (paddr, vaddr) = THal.DmaAlloc(2, Both);
                return paddr == default ? -1 : THal.DmaDealloc(paddr + 4096, vaddr, 1);
            }
            """));

    [Fact]
    public void Diagnostics_Message_A_failed_allocation() => Assert.Equal(
        "DmaDealloc of 'paddr', which no DmaAlloc returned: the allocation failed (contract C2)",
        Flow.MessageOf(
            """
            int Free()
            {
                var (paddr, vaddr) = THal.DmaAlloc(1, Both);
                if (paddr == default)
                {
                    return THal.DmaDealloc(paddr, vaddr, 1);
                }

                return THal.DmaDealloc(paddr, vaddr, 1);
            }
            """));
}
