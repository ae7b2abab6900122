using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>An access lies outside the DMA memory it starts from, where that is known (contract C15).</summary>
public sealed class HAL2009OutsideRegionTests
{
    [Fact]
    public void Diagnostics_Vaddr_of_the_length() => Flow.Check(
        """
        void Clear()
        {
            using var ring = new Dma<THal>(2, Both);
            byte* end = ring.Vaddr(ring.Length); //! HAL2009
            byte* same = ring.Vaddr(8192); //! HAL2009
        }
        """);

    [Fact]
    public void Diagnostics_A_pointer_past_the_end() => Flow.Check(
        """
        void Clear()
        {
            using var ring = new Dma<THal>(1, Both);
            byte* start = ring.Vaddr(0);
            start[4096] = 0; //! HAL2009
            *(start - 1) = 0; //! HAL2009
            *(uint*)(start + 4094) = 0; //! HAL2009
        }
        """);

    [Fact]
    public void Diagnostics_A_struct_that_ends_past_the_end() => Flow.Check(
        """
        void Clear()
        {
            using var ring = new Dma<THal>(1, Both);
            ulong* last = ring.Pointer<ulong>(4092); //! HAL2009
            DmaBuffer part = ring.Slice(4000, 100); //! HAL2009
        }
        """);

    [Fact]
    public void Diagnostics_A_fill_of_too_many_bytes() => Flow.Check(
        """
        void Clear()
        {
            using var ring = new Dma<THal>(1, Both);
            NativeMemory.Clear(ring.Vaddr(16), 4096); //! HAL2009
        }
        """);

    [Fact]
    public void Diagnostics_Against_an_unknown_page_count() => Flow.Check(
        """
        void Clear(nuint pages)
        {
            using var ring = new Dma<THal>(pages, Both);
            byte* start = ring.Vaddr(0);
            start[pages * HalConstants.PageSize] = 0; //! HAL2009
        }
        """);

    [Fact]
    public void Diagnostics_Raw_memory() => Flow.Check(
        """
        int Clear()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            vaddr[5000] = 1; //! HAL2009
            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    [Fact]
    public void Diagnostics_An_owner_that_came_from_elsewhere() => Flow.Check(
        """
        void Clear(Dma<THal> ring)
        {
            byte* end = ring.Vaddr(ring.Length); //! HAL2009
        }
        """);

    [Fact]
    public void Valid_An_end_pointer() => Flow.Check(
        """
        void Clear()
        {
            using var ring = new Dma<THal>(1, Both);
            byte* start = ring.Vaddr(0);
            byte* end = start + ring.Length;
            for (byte* p = start; p < end; p++)
            {
                *p = 0;
            }
        }
        """);

    [Fact]
    public void Valid_The_last_bytes() => Flow.Check(
        """
        void Clear()
        {
            using var ring = new Dma<THal>(1, Both);
            *ring.Vaddr(4095) = 0;
            *ring.Pointer<ulong>(4088) = 0;
            ring.Slice(4000, 96).AsSpan().Clear();
            NativeMemory.Clear(ring.Vaddr(16), 4080);
            *(ring.Vaddr(0) + ring.Length - 1) = 0;
        }
        """);

    [Fact]
    public void Valid_An_offset_that_is_not_known() => Flow.Check(
        """
        void Clear(nuint offset, int index)
        {
            using var ring = new Dma<THal>(1, Both);
            *ring.Vaddr(offset) = 0;
            ring.Vaddr(0)[index] = 0;
        }
        """);

    [Fact]
    public void Valid_A_region_of_unknown_size() => Flow.Check(
        """
        void Clear(Dma<THal> ring)
        {
            *ring.Vaddr(5000) = 0;
            ring.Vaddr(0)[9000] = 0;
        }
        """);

    [Fact]
    public void Diagnostics_Message_Past_the_end() => Assert.Equal(
        "'ring.Vaddr(4097)' ends 2 bytes past the end of the DMA memory (contract C15)",
        Flow.MessageOf(
            """
            void Clear()
            {
                using var ring = new Dma<THal>(1, Both);
                byte* p = ring.Vaddr(4097);
            }
            """));

    [Fact]
    public void Diagnostics_Message_Before_the_start() => Assert.Equal(
        "'p[-4]' lies before the start of the DMA memory (contract C15)",
        Flow.MessageOf(
            """
            void Clear()
            {
                using var ring = new Dma<THal>(1, Both);
                byte* p = ring.Vaddr(0);
                p[-4] = 1;
            }
            """));

    [Fact]
    public void Diagnostics_The_last_turn_of_a_loop() => Flow.Check(
        """
        void Clear()
        {
            using var ring = new Dma<THal>(1, Both);
            Descriptor* entries = ring.Pointer<Descriptor>(0);
            byte* bytes = ring.Vaddr(0);
            for (int i = 0; i <= 256; i++)
            {
                entries[i].Next = 0; //! HAL2009
            }

            int at = 0;
            do
            {
                bytes[at] = 0; //! HAL2009
                at++;
            }
            while (at <= 4096);
        }
        """);

    [Fact]
    public void Silent_A_loop_that_is_left_before_its_last_turn() => Flow.Check(
        """
        void Clear(int count)
        {
            using var ring = new Dma<THal>(1, Both);
            byte* bytes = ring.Vaddr(0);
            for (int i = 0; i <= 4096; i++)
            {
                if (i == count)
                {
                    break;
                }

                bytes[i] = 0;
            }

            for (int i = 0; i < 4096; i += 64)
            {
                *(ulong*)(bytes + i) = 0;
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_struct_of_another_assembly() => Flow.Check(
        """
        void Clear()
        {
            using var ring = new Dma<THal>(1, Both);
            Descriptor* entries = ring.Pointer<Descriptor>(0);
            entries[255].Next = 0;
            entries[256].Next = 0; //! HAL2009
        }
        """);

    [Fact]
    public void Diagnostics_A_struct_with_a_layout_of_its_own() => Flow.Check(
        """
        [StructLayout(LayoutKind.Sequential, Pack = 1)]
        struct Packed
        {
            public byte Kind;
            public ulong Address;
        }

        [StructLayout(LayoutKind.Explicit, Size = 64)]
        struct Line
        {
            [FieldOffset(0)] public uint Head;
            [FieldOffset(32)] public uint Tail;
        }

        void Clear()
        {
            using var ring = new Dma<THal>(1, Both);
            var packed = (Packed*)ring.Vaddr(0);
            packed[454].Kind = 0;
            packed[455].Address = 0; //! HAL2009
            var lines = (Line*)ring.Vaddr(0);
            lines[63].Tail = 0;
            lines[64].Head = 0; //! HAL2009
        }
        """);

    [Fact]
    public void Diagnostics_An_owner_in_a_field_by_what_it_is_made_with() => Flow.Check(
        """
        private Dma<THal>? _ring;
        private readonly Dma<THal> _table = new(1, Both);

        bool Open()
        {
            if (_ring is null && Dma<THal>.TryCreate(2, Both, out Dma<THal>? ring))
            {
                _ring = ring;
            }

            return _ring is not null;
        }

        void Clear(Dma<THal> other)
        {
            if (_ring is { } ring)
            {
                ring.Vaddr(0)[8191] = 0;
                ring.Vaddr(0)[8192] = 0; //! HAL2009
            }

            _table.Vaddr(0)[4096] = 0; //! HAL2009
            other.Vaddr(0)[4096] = 0;
        }
        """);
}
