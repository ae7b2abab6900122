using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Address and pointer for DmaDealloc are not the pair that DmaAlloc returned (contract C5).</summary>
public sealed class HAL2005DeallocPairTests
{
    [Fact]
    public void Diagnostics_The_pointer_of_another_allocation() => Flow.Check(
        """
        void Free()
        {
            DmaAllocation transmit = THal.DmaAlloc(1, Both);
            if (transmit.Paddr == default)
            {
                return;
            }

            DmaAllocation receive = THal.DmaAlloc(1, Both);
            if (receive.Paddr == default)
            {
                _ = THal.DmaDealloc(transmit.Paddr, transmit.Vaddr, 1);
                return;
            }

            device.Program(transmit.Paddr, 4096);
            device.Program(receive.Paddr, 4096);
            device.Reset();
            _ = THal.DmaDealloc(transmit.Paddr, receive.Vaddr, 1); //! HAL2005
            _ = THal.DmaDealloc(receive.Paddr, transmit.Vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_A_pointer_that_moved() => Flow.Check(
        """
        int Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            *vaddr++ = 1;
            return THal.DmaDealloc(paddr, vaddr, 1); //! HAL2005
        }
        """);

    [Fact]
    public void Diagnostics_The_address_as_a_pointer() => Flow.Check(
        """
        int Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, (byte*)paddr.Value, 1); //! HAL2005
        }
        """);

    [Fact]
    public void Diagnostics_Memory_of_a_parameter_or_of_the_heap() => Flow.Check(
        """
        int Free(byte* given, DmaAllocation other)
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            if (given != null)
            {
                return THal.DmaDealloc(paddr, given, 1); //! HAL2005
            }

            return THal.DmaDealloc(paddr, other.Vaddr, 1); //! HAL2005
        }
        """);

    [Fact]
    public void Diagnostics_Null() => Flow.Check(
        """
        int Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            return paddr == default ? -1 : THal.DmaDealloc(paddr, null, 1); //! HAL2005
        }
        """);

    [Fact]
    public void Valid_The_pair() => Flow.Check(
        """
        int Free()
        {
            DmaAllocation memory = THal.DmaAlloc(1, Both);
            return memory.Paddr == default ? -1 : THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_Moved_there_and_back() => Flow.Check(
        """
        int Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            byte* next = vaddr + 64;
            *next = 1;
            return THal.DmaDealloc(paddr, next - 64, 1);
        }
        """);

    [Fact]
    public void Valid_Through_a_cast() => Flow.Check(
        """
        int Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            uint* words = (uint*)vaddr;
            return paddr == default ? -1 : THal.DmaDealloc(paddr, (byte*)words, 1);
        }
        """);

    [Fact]
    public void Valid_A_pointer_from_elsewhere() => Flow.Check(
        """
        byte* kept;

        int Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            kept = vaddr;
            return paddr == default ? -1 : THal.DmaDealloc(paddr, kept, 1);
        }
        """);

    [Fact]
    public void Valid_A_distance_that_is_not_known() => Flow.Check(
        """
        int Free(int used)
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            byte* next = vaddr + used;
            return THal.DmaDealloc(paddr, next - device.Status, 1);
        }
        """);

    [Fact]
    public void Diagnostics_Message_Another_allocation() => Assert.Equal(
        "The pointer 'scratch.Vaddr' does not belong to 'paddr', which line 3 allocated: it is other memory (contract C5)",
        Flow.MessageOf(
            """
            int Free(DmaAllocation scratch)
            {
                var (paddr, vaddr) = THal.DmaAlloc(1, Both);
                return paddr == default ? -1 : THal.DmaDealloc(paddr, scratch.Vaddr, 1);
            }
            """));

    [Fact]
    public void Diagnostics_Message_The_other_allocation() => Assert.Equal(
        "The pointer 'receive.Vaddr' does not belong to 'transmit', which line 3 allocated: it is that of line 9 (contract C5)",
        Flow.MessageOf(
            """
            void Free()
            {
                DmaAllocation transmit = THal.DmaAlloc(1, Both);
                if (transmit.Paddr == default)
                {
                    return;
                }

                DmaAllocation receive = THal.DmaAlloc(1, Both);
                if (receive.Paddr != default)
                {
                    _ = THal.DmaDealloc(transmit.Paddr, receive.Vaddr, 1);
                }

                _ = THal.DmaDealloc(transmit.Paddr, transmit.Vaddr, 1);
            }
            """));

    [Fact]
    public void Diagnostics_Message_Moved() => Assert.Equal(
        "The pointer 'vaddr + 8' does not belong to 'paddr', which line 3 allocated: it was moved by 8 bytes (contract C5)",
        Flow.MessageOf(
            """
            int Free()
            {
                var (paddr, vaddr) = THal.DmaAlloc(1, Both);
                return paddr == default ? -1 : THal.DmaDealloc(paddr, vaddr + 8, 1);
            }
            """));
}
