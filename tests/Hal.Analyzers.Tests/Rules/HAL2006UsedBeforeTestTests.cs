using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>What DmaAlloc returned is used before its address is tested for 0 (contract I6).</summary>
public sealed class HAL2006UsedBeforeTestTests
{
    [Fact]
    public void Diagnostics_Written_first() => Flow.Check(
        """
        int Start()
        {
            DmaAllocation ring = THal.DmaAlloc(1, Both);
            *ring.Vaddr = 1; //! HAL2006
            if (ring.Paddr == default)
            {
                return -1;
            }

            return THal.DmaDealloc(ring.Paddr, ring.Vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_Never_tested() => Flow.Check(
        """
        int Start()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            NativeMemory.Fill(vaddr, 4096, 0xff); //! HAL2006
            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_Given_back() => Flow.Check(
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            return THal.DmaDealloc(paddr, vaddr, 1); //! HAL2006
        }
        """);

    [Fact]
    public void Valid_Given_back_where_it_was_tested() => Flow.Check(
        """
        void Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr != default)
            {
                _ = THal.DmaDealloc(paddr, vaddr, 1);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Given_to_the_device() => Flow.Check(
        """
        int Start(MmioRegion registers)
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            registers.Write64(0x10, paddr.Value); //! HAL2006
            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_Shared() => Flow.Check(
        """
        int Start()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            using (var scope = new SharedScope<THal>(new DmaBuffer(vaddr, 64), DriverToDevice)) //! HAL2006
            {
                device.Submit(scope.Paddr);
            }

            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_Only_the_first_use_is_reported() => Flow.Check(
        """
        int Start()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            vaddr[0] = 1; //! HAL2006
            vaddr[1] = 2;
            device.Program(paddr, 4096);
            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_The_test_of_another() => Flow.Check(
        """
        int Start()
        {
            DmaAllocation first = THal.DmaAlloc(1, Both);
            DmaAllocation second = THal.DmaAlloc(1, Both);
            if (first.Paddr == default)
            {
                return second.Paddr == default ? -1 : THal.DmaDealloc(second.Paddr, second.Vaddr, 1);
            }

            *first.Vaddr = 1;
            *second.Vaddr = 1; //! HAL2006
            return THal.DmaDealloc(first.Paddr, first.Vaddr, 1) + THal.DmaDealloc(second.Paddr, second.Vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_Tested_in_every_way() => Flow.Check(
        """
        int Start()
        {
            DmaAllocation a = THal.DmaAlloc(1, Both);
            if (a.Paddr == default)
            {
                return -1;
            }

            *a.Vaddr = 1;
            int status = THal.DmaDealloc(a.Paddr, a.Vaddr, 1);
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr.Value != 0)
            {
                *vaddr = 1;
                status += THal.DmaDealloc(paddr, vaddr, 1);
            }

            DmaAllocation c = THal.DmaAlloc(1, Both);
            if (c.Paddr is { Value: > 0 })
            {
                *c.Vaddr = 1;
                status += THal.DmaDealloc(c.Paddr, c.Vaddr, 1);
            }

            return status;
        }
        """);

    [Fact]
    public void Valid_An_owner_tests_it() => Flow.Check(
        """
        void Start()
        {
            using var ring = new Dma<THal>(1, Both);
            *ring.Vaddr(0) = 1;
            device.Program(ring.Paddr, 4096);
        }
        """);

    [Fact]
    public void Valid_TryCreate() => Flow.Check(
        """
        bool Start()
        {
            if (!Dma<THal>.TryCreate(1, Both, out var ring))
            {
                return false;
            }

            using (ring)
            {
                *ring.Vaddr(0) = 1;
                return device.Submit(ring.Paddr);
            }
        }
        """);

    [Fact]
    public void Valid_Another_method_may_have_tested_it() => Flow.Check(
        """
        interface IPolicy
        {
            void ThrowIfFailed(DmaAllocation memory);
        }

        int Start(IPolicy policy)
        {
            DmaAllocation ring = THal.DmaAlloc(1, Both);
            policy.ThrowIfFailed(ring);
            *ring.Vaddr = 1;
            return THal.DmaDealloc(ring.Paddr, ring.Vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_Returned_or_stored_untested() => Flow.Check(
        """
        internal DmaAllocation kept;

        DmaAllocation Start()
        {
            kept = THal.DmaAlloc(1, Both);
            return THal.DmaAlloc(1, Both);
        }
        """);

    [Fact]
    public void Valid_From_elsewhere() => Flow.Check(
        """
        void Start(DmaAllocation ring)
        {
            *ring.Vaddr = 1;
            device.Program(ring.Paddr, 4096);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'*ring.Vaddr' is used before the allocation of line 3 is tested: Paddr 0 means that there is no memory (contract I6)",
        Flow.MessageOf(
            """
            int Start()
            {
                DmaAllocation ring = THal.DmaAlloc(1, Both);
                *ring.Vaddr = 1;
                return THal.DmaDealloc(ring.Paddr, ring.Vaddr, 1);
            }
            """));

    [Fact]
    public void Diagnostics_What_a_helper_did_not_get() => Flow.Check(
        """
        void Enable()
        {
            DmaAllocation pages = Take();
            device.Program(pages.Paddr, 4096); //! HAL2006
            if (pages.Paddr != default)
            {
                _ = THal.DmaDealloc(pages.Paddr, pages.Vaddr, 1);
            }
        }

        static DmaAllocation Take()
        {
            DmaAllocation memory = THal.DmaAlloc(1, Both);
            if (memory.Paddr == default)
            {
                Log.Info("no pages");
            }

            return memory;
        }
        """);
}
