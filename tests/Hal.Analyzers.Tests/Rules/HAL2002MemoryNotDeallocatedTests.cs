using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Some path leaves the method with DMA memory that nothing gives back any more.</summary>
public sealed class HAL2002MemoryNotDeallocatedTests
{
    [Fact]
    public void Diagnostics_Never_disposed() => Flow.Check(
        """
        void Probe()
        {
            var ring = new Dma<THal>(1, Both); //! HAL2002
            device.Submit(ring.Paddr);
        }
        """);

    [Fact]
    public void Diagnostics_Early_return() => Flow.Check(
        """
        bool Probe()
        {
            var ring = new Dma<THal>(1, Both); //! HAL2002
            if (!device.Submit(ring.Paddr))
            {
                return false;
            }

            device.Reset();
            ring.Dispose();
            return true;
        }
        """);

    [Fact]
    public void Diagnostics_Throw() => Flow.Check(
        """
        void Probe()
        {
            var ring = new Dma<THal>(1, Both); //! HAL2002
            if (!device.Submit(ring.Paddr))
            {
                throw new InvalidOperationException();
            }

            ring.Dispose();
        }
        """);

    [Fact]
    public void Diagnostics_Raw_memory() => Flow.Check(
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both); //! HAL2002
            if (paddr == default)
            {
                return -1;
            }

            if (!device.Submit(paddr))
            {
                return -2;
            }

            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_The_second_allocation_fails() => Flow.Check(
        """
        int Probe()
        {
            DmaAllocation first = THal.DmaAlloc(1, Both); //! HAL2002
            if (first.Paddr == default)
            {
                return -1;
            }

            DmaAllocation second = THal.DmaAlloc(1, Both);
            if (second.Paddr == default)
            {
                return -1;
            }

            device.Program(first.Paddr, 4096);
            device.Program(second.Paddr, 4096);
            device.Reset();
            return THal.DmaDealloc(first.Paddr, first.Vaddr, 1) + THal.DmaDealloc(second.Paddr, second.Vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_TryCreate_that_succeeded() => Flow.Check(
        """
        bool Probe()
        {
            if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring)) //! HAL2002
            {
                return false;
            }

            return device.Submit(ring.Paddr);
        }
        """);

    [Fact]
    public void Diagnostics_Discarded() => Flow.Check(
        """
        void Probe()
        {
            new Dma<THal>(1, Both); //! HAL2002
            THal.DmaAlloc(1, Both); //! HAL2002
        }
        """);

    [Fact]
    public void Diagnostics_Overwritten() => Flow.Check(
        """
        void Probe()
        {
            var ring = new Dma<THal>(1, Both); //! HAL2002
            device.Submit(ring.Paddr);
            ring = new Dma<THal>(2, Both);
            device.Submit(ring.Paddr);
            ring.Dispose();
        }
        """);

    [Fact]
    public void Diagnostics_In_a_loop() => Flow.Check(
        """
        void Probe(int count)
        {
            for (int i = 0; i < count; i++)
            {
                var ring = new Dma<THal>(1, Both); //! HAL2002
                if (device.Submit(ring.Paddr))
                {
                    break;
                }

                ring.Dispose();
            }
        }
        """);

    [Fact]
    public void Diagnostics_Only_the_pointer_is_kept() => Flow.Check(
        """
        byte* vaddr;

        void Probe()
        {
            var ring = new Dma<THal>(1, Both); //! HAL2002
            vaddr = ring.Vaddr(0);
        }
        """);

    [Fact]
    public void Diagnostics_A_constructor_that_throws_after_it_allocated() => Flow.Check(
        """
        sealed class Pair : IDisposable
        {
            readonly Dma<THal> first;
            readonly Dma<THal> second;

            public Pair(bool ready)
            {
                first = new Dma<THal>(1, Both); //! HAL2002
                if (!ready)
                {
                    throw new InvalidOperationException();
                }

                second = new Dma<THal>(1, Both);
            }

            public void Dispose()
            {
                first.Dispose();
                second.Dispose();
            }
        }
        """);

    [Fact]
    public void Valid_Using() => Flow.Check(
        """
        void Probe()
        {
            using var ring = new Dma<THal>(1, Both);
            using (var other = new Dma<THal>(1, Both))
            {
                device.Submit(other.Paddr);
            }

            device.Submit(ring.Paddr);
        }
        """);

    [Fact]
    public void Valid_Failure_holds_nothing() => Flow.Check(
        """
        int Probe()
        {
            DmaAllocation memory = THal.DmaAlloc(1, Both);
            if (memory.Paddr.Value == 0)
            {
                return -1;
            }

            return THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_TryCreate_that_failed() => Flow.Check(
        """
        bool Probe()
        {
            if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring))
            {
                return false;
            }

            bool done = device.Submit(ring.Paddr);
            ring.Dispose();
            return done;
        }
        """);

    [Fact]
    public void Valid_Abandoned() => Flow.Check(
        """
        void Probe()
        {
            var ring = new Dma<THal>(1, Both);
            device.Submit(ring.Paddr);
            ring.Abandon();
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr != default)
            {
                *vaddr = 1;
                DmaOwnership.Abandon<THal>(paddr);
            }
        }
        """);

    [Fact]
    public void Valid_Returned_stored_or_deallocated_by_hand() => Flow.Check(
        """
        internal Dma<THal>? ring;

        Dma<THal> Create()
        {
            ring = new Dma<THal>(1, Both);
            var scratch = new Dma<THal>(1, Both);
            Expect.Same(0, scratch.Deallocate());
            return new Dma<THal>(2, Both);
        }
        """);

    [Fact]
    public void Valid_A_constructor_that_allocates_twice() => Flow.Check(
        """
        sealed class Pair : IDisposable
        {
            readonly Dma<THal> first;
            readonly Dma<THal> second;

            public Pair()
            {
                first = new Dma<THal>(1, Both);
                second = new Dma<THal>(1, Both);
            }

            public void Dispose()
            {
                first.Dispose();
                second.Dispose();
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message_An_owner() => Assert.Equal(
        "The DMA memory 'ring' is not disposed when '!device.Submit(ring.Paddr)'",
        Flow.MessageOf(
            """
            bool Probe()
            {
                var ring = new Dma<THal>(1, Both);
                if (!device.Submit(ring.Paddr))
                {
                    return false;
                }

                ring.Dispose();
                return true;
            }
            """));

    [Fact]
    public void Diagnostics_Message_Raw_memory() => Assert.Equal(
        "The DMA memory 'paddr' is not deallocated before the method returns in line 3",
        Flow.MessageOf(
            """
            void Probe()
            {
                var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            }
            """));

    [Fact]
    public void Diagnostics_An_out_parameter_that_is_emptied_again() => Flow.Check(
        """
        int Probe(out Dma<THal>? receive, out Dma<THal>? transmit)
        {
            transmit = null;
            if (!Dma<THal>.TryCreate(16, DeviceToDriver, out receive)) //! HAL2002
            {
                return -12;
            }

            if (!Dma<THal>.TryCreate(1, Both, out transmit))
            {
                receive.Dispose();
                receive = null;
                return -12;
            }

            if (!device.Poll())
            {
                transmit.Dispose();
                transmit = null;
                receive = null;
                return -19;
            }

            return 0;
        }
        """);

    [Fact]
    public void Diagnostics_An_object_that_a_factory_makes() => Flow.Check(
        """
        private sealed class RingMemory : IDisposable
        {
            private readonly Dma<THal> _memory;

            public RingMemory(Dma<THal> memory) => _memory = memory;

            public PhysAddr Paddr => _memory.Paddr;

            public void Dispose() => _memory.Dispose();
        }

        private static RingMemory Make(nuint pages) => new(new Dma<THal>(pages, Both));

        bool Open()
        {
            RingMemory ring = Make(2); //! HAL2002
            device.Program(ring.Paddr, 8192);
            if (!device.Poll())
            {
                return false;
            }

            ring.Dispose();
            return true;
        }
        """);

    [Fact]
    public void Silent_Objects_that_methods_make() => Flow.CheckFile(
        """
        using System; using System.Collections.Generic; using System.Threading.Tasks; using Hal; using Devices; using static Hal.BufferDirection;

        sealed class Ring<THal>(Device device) where THal : struct, IHal
        {
            private sealed class Memory : IDisposable
            {
                private readonly Dma<THal> _memory;

                public Memory(Dma<THal> memory) => _memory = memory;

                public PhysAddr Paddr => _memory.Paddr;

                public void Dispose() => _memory.Dispose();
            }

            private readonly List<Memory> _all = new();

            private static async Task<Memory> MakeAsync()
            {
                await Task.Yield();
                return new Memory(new Dma<THal>(1, Both));
            }

            private Memory MakeKnown()
            {
                var memory = new Memory(new Dma<THal>(1, Both));
                _all.Add(memory);
                return memory;
            }

            public async Task Open()
            {
                Memory kept = await MakeAsync();
                _all.Add(kept);
                using Memory used = await MakeAsync();
                device.Program(used.Paddr, 1);
                Memory known = MakeKnown();
                device.Program(known.Paddr, 1);
            }

            public bool TryOpen(out Dma<THal>? ring)
            {
                if (!Dma<THal>.TryCreate(1, Both, out ring))
                {
                    return false;
                }

                if (!device.Poll())
                {
                    ring.Dispose();
                    ring = null;
                    return false;
                }

                return true;
            }
        }
        """);

    [Fact]
    public void Diagnostics_What_a_method_tries_that_passes_the_answer_on() => Flow.Check(
        """
        static bool TryMake(nuint pages, out Dma<THal>? ring) => Dma<THal>.TryCreate(pages, Both, out ring);

        bool Probe()
        {
            if (!TryMake(2, out Dma<THal>? ring))
            {
                return false;
            }

            device.Program(ring!.Paddr, 8192);
            ring.Dispose();
            return true;
        }

        bool ProbeWrong()
        {
            if (!TryMake(2, out Dma<THal>? ring)) //! HAL2002
            {
                return false;
            }

            if (!device.Poll())
            {
                return false;
            }

            ring!.Dispose();
            return true;
        }
        """);
}
