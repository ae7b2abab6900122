using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>DMA memory is used after it was given back: by pointer, by span, by the device (contract I2).</summary>
public sealed class HAL2008UsedAfterDeallocTests
{
    [Fact]
    public void Diagnostics_A_pointer() => Flow.Check(
        """
        byte Read()
        {
            var ring = new Dma<THal>(1, Both);
            byte* status = ring.Vaddr(64);
            ring.Dispose();
            return *status; //! HAL2008
        }
        """);

    [Fact]
    public void Diagnostics_A_span() => Flow.Check(
        """
        byte Read()
        {
            Span<byte> bytes;
            using (var ring = new Dma<THal>(1, Both))
            {
                bytes = ring.AsSpan();
            }

            bytes.Clear(); //! HAL2008
            return bytes[0]; //! HAL2008
        }
        """);

    [Fact]
    public void Diagnostics_The_owner_itself() => Flow.Check(
        """
        void Read()
        {
            var ring = new Dma<THal>(1, Both);
            ring.Dispose();
            *ring.Vaddr(0) = 1; //! HAL2008
            ring.RawSlice().AsSpan().Clear(); //! HAL2008
        }
        """);

    [Fact]
    public void Diagnostics_The_address_goes_to_the_device() => Flow.Check(
        """
        void Read(MmioRegion registers, Ring ring)
        {
            var memory = new Dma<THal>(1, Both);
            memory.Dispose();
            registers.Write64(0x10, memory.Paddr.Value); //! HAL2008
            ring.Descriptors[0].Address = memory.PaddrAt(64).Value; //! HAL2008
            device.Program(memory.Paddr, 4096); //! HAL2008
        }
        """);

    [Fact]
    public void Diagnostics_Raw_memory() => Flow.Check(
        """
        int Read()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            int status = THal.DmaDealloc(paddr, vaddr, 1);
            device.Program(paddr, 4096); //! HAL2008
            return status + vaddr[8]; //! HAL2008
        }
        """);

    [Fact]
    public void Diagnostics_An_owner_that_came_from_elsewhere() => Flow.Check(
        """
        byte Read(Dma<THal> ring)
        {
            byte* status = ring.Vaddr(64);
            ring.Dispose();
            return *status; //! HAL2008
        }
        """);

    [Fact]
    public void Diagnostics_Shared_after_it_was_given_back() => Flow.Check(
        """
        void Read()
        {
            var ring = new Dma<THal>(1, Both);
            DmaBuffer part = ring.Slice(0, 64);
            ring.Dispose();
            PhysAddr paddr = THal.Share(part, DriverToDevice); //! HAL2008
            THal.Unshare(paddr, part, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_On_the_path_on_which_it_was_given_back() => Flow.Check(
        """
        byte Read(bool last)
        {
            var ring = new Dma<THal>(1, Both);
            byte* status = ring.Vaddr(64);
            if (last)
            {
                ring.Dispose();
                return *status; //! HAL2008
            }

            byte value = *status;
            ring.Dispose();
            return value;
        }
        """);

    [Fact]
    public void Valid_Before() => Flow.Check(
        """
        byte Read()
        {
            using var ring = new Dma<THal>(1, Both);
            device.Program(ring.Paddr, 4096);
            return *ring.Vaddr(64);
        }
        """);

    [Fact]
    public void Valid_Bookkeeping_of_the_address() => Flow.Check(
        """
        readonly List<ulong> ended = new();

        void Read()
        {
            var ring = new Dma<THal>(1, Both);
            ring.Dispose();
            Log.Address(ring.Paddr);
            ended.Add(ring.Paddr.Value);
            Expect.That(ring.Pages == 1);
        }
        """);

    [Fact]
    public void Valid_A_copy() => Flow.Check(
        """
        byte Read()
        {
            byte[] copy;
            using (var ring = new Dma<THal>(1, Both))
            {
                copy = ring.AsSpan().ToArray();
            }

            return copy[0];
        }
        """);

    [Fact]
    public void Valid_Another_memory_now() => Flow.Check(
        """
        byte Read()
        {
            var ring = new Dma<THal>(1, Both);
            ring.Dispose();
            ring = new Dma<THal>(2, Both);
            byte value = *ring.Vaddr(0);
            ring.Dispose();
            return value;
        }
        """);

    [Fact]
    public void Valid_Abandoned_memory_stays() => Flow.Check(
        """
        byte Read()
        {
            var ring = new Dma<THal>(1, Both);
            byte* status = ring.Vaddr(64);
            ring.Abandon();
            ring.Dispose();
            return *status;
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'*status' uses DMA memory that line 5 gave back (contract I2)",
        Flow.MessageOf(
            """
            byte Read()
            {
                var ring = new Dma<THal>(1, Both);
                byte* status = ring.Vaddr(64);
                ring.Dispose();
                return *status;
            }
            """));

    [Fact]
    public void Diagnostics_A_pointer_in_a_readonly_field() => Flow.Check(
        """
        private sealed class Scheduler : IDisposable
        {
            private readonly Dma<THal> _ring;
            private readonly uint* _control;

            public Scheduler()
            {
                _ring = new Dma<THal>(1, Both);
                _control = _ring.Pointer<uint>(0);
                *_control = 1;
            }

            public void Dispose()
            {
                _ring.Dispose();
                *_control = 0; //! HAL2008
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_link_that_is_read_after_its_page_is_given_back() => Flow.Check(
        """
        private struct Link
        {
            public Link* Next;
            public ulong Address;
        }

        void FreeAll(Link* link)
        {
            while (link != null)
            {
                if (THal.DmaDealloc(new PhysAddr(link->Address), (byte*)link, 1) != 0)
                {
                    break;
                }

                link = link->Next; //! HAL2008
            }
        }

        void FreeAllRight(Link* link)
        {
            while (link != null)
            {
                Link* next = link->Next;
                _ = THal.DmaDealloc(new PhysAddr(link->Address), (byte*)link, 1);
                link = next;
            }
        }

        ulong TryFree(Link* link) => THal.DmaDealloc(new PhysAddr(link->Address), (byte*)link, 1) != 0 ? link->Address : 0;
        """);

    [Fact]
    public void Diagnostics_Memory_that_a_method_takes_over_and_disposes() => Flow.Check(
        """
        byte Query()
        {
            var list = new Dma<THal>(1, Both);
            byte* response = list.Vaddr(1024);
            Retire(list);
            return response[6]; //! HAL2008
        }

        void Retire([TransfersOwnership] Dma<THal> memory)
        {
            device.Reset();
            memory.Dispose();
        }
        """);
}
