using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL2002MemoryNotDeallocatedFixTests
{
    private const int Using = 0;
    private const int Finally = 1;

    private static readonly FlowFixRun Fix = new(new HAL2002MemoryNotDeallocatedFix());

    [Fact]
    public void Using_declaration() => Fix.Check(
        """
        bool Probe()
        {
            // The ring.
            var ring = new Dma<THal>(1, Both); // one page
            if (!device.Submit(ring.Paddr))
            {
                return false;
            }

            byte* start = ring.Vaddr(0);
            *start = 1;
            device.Reset();
            ring.Dispose();
            return true;
        }
        """,
        """
        bool Probe()
        {
            // The ring.
            using var ring = new Dma<THal>(1, Both); // one page
            if (!device.Submit(ring.Paddr))
            {
                return false;
            }

            byte* start = ring.Vaddr(0);
            *start = 1;
            device.Reset();
            return true;
        }
        """);

    [Fact]
    public void Using_as_a_statement_where_the_block_goes_on() => Fix.Check(
        """
        bool Probe()
        {
            var ring = new Dma<THal>(1, Both);
            if (!device.Submit(ring.Paddr))
            {
                return false;
            }

            ring.Dispose();
            device.Reset();
            return true;
        }
        """,
        """
        bool Probe()
        {
            using (var ring = new Dma<THal>(1, Both))
            {
                if (!device.Submit(ring.Paddr))
                {
                    return false;
                }
            }

            device.Reset();
            return true;
        }
        """);

    [Fact]
    public void Dispose_in_a_finally() => Fix.Check(
        """
        bool Probe()
        {
            var ring = new Dma<THal>(1, Both);
            return device.Submit(ring.Paddr);
        }
        """,
        """
        bool Probe()
        {
            var ring = new Dma<THal>(1, Both);
            try
            {
                return device.Submit(ring.Paddr);
            }
            finally
            {
                ring.Dispose();
            }
        }
        """,
        Finally);

    [Fact]
    public void Finally_after_TryCreate() => Fix.Check(
        """
        bool Probe()
        {
            if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring))
            {
                return false;
            }

            return device.Submit(ring.Paddr);
        }
        """,
        """
        bool Probe()
        {
            if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring))
            {
                return false;
            }

            try
            {
                return device.Submit(ring.Paddr);
            }
            finally
            {
                ring.Dispose();
            }
        }
        """);

    [Theory]
    [InlineData("var (paddr, vaddr) = THal.DmaAlloc(1, Both);", "paddr", "paddr, vaddr")]
    [InlineData("DmaAllocation memory = THal.DmaAlloc(1, Both);", "memory.Paddr", "memory.Paddr, memory.Vaddr")]
    public void DmaDealloc_in_a_finally_after_the_test(string allocation, string paddr, string pair) => Fix.Check(
        $$"""
        int Probe()
        {
            {{allocation}}
            if ({{paddr}} == default)
            {
                return -1;
            }

            if (!device.Submit({{paddr}}))
            {
                return -2;
            }

            _ = THal.DmaDealloc({{pair}}, 1);
            return 0;
        }
        """,
        $$"""
        int Probe()
        {
            {{allocation}}
            if ({{paddr}} == default)
            {
                return -1;
            }

            try
            {
                if (!device.Submit({{paddr}}))
                {
                    return -2;
                }
            }
            finally
            {
                _ = THal.DmaDealloc({{pair}}, 1);
            }

            return 0;
        }
        """);

    [Fact]
    public void DmaDealloc_in_a_finally_with_the_pages_that_cannot_be_counted_again() => Fix.Check(
        """
        readonly Func<nuint> count;

        int Probe()
        {
            DmaAllocation memory = THal.DmaAlloc(count(), Both);
            if (memory.Paddr.Value == 0)
            {
                return -1;
            }

            return device.Start(memory.Paddr, 4096);
        }
        """,
        """
        readonly Func<nuint> count;

        int Probe()
        {
            nuint pages = count();
            DmaAllocation memory = THal.DmaAlloc(pages, Both);
            if (memory.Paddr.Value == 0)
            {
                return -1;
            }

            try
            {
                return device.Start(memory.Paddr, 4096);
            }
            finally
            {
                _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
            }
        }
        """);

    [Fact]
    public void All() => Fix.CheckAll(
        """
        void Probe()
        {
            var ring = new Dma<THal>(1, Both);
            device.Submit(ring.Paddr);
        }

        bool Again()
        {
            var first = new Dma<THal>(1, Both);
            var second = new Dma<THal>(2, Both);
            return device.Submit(first.Paddr) && device.Submit(second.Paddr);
        }
        """,
        """
        void Probe()
        {
            using var ring = new Dma<THal>(1, Both);
            device.Submit(ring.Paddr);
        }

        bool Again()
        {
            using var first = new Dma<THal>(1, Both);
            using var second = new Dma<THal>(2, Both);
            return device.Submit(first.Paddr) && device.Submit(second.Paddr);
        }
        """);

    [Fact]
    public void Using_of_what_was_dropped_at_once() => Fix.Check(
        """
        void Probe()
        {
            new Dma<THal>(1, Both);
        }
        """,
        """
        void Probe()
        {
            using var dma = new Dma<THal>(1, Both);
        }
        """);

    [Theory]
    [InlineData("return ring;")]
    [InlineData("kept = ring; return null;")]
    [InlineData("rings.Add(ring); return null;")]
    [InlineData("Keep(ring); return null;")]
    [InlineData("ring.Abandon(); return null;")]
    [InlineData("device.OnCompleted(() => ring.Dispose()); return null;")]
    public void Before_leaving_where_it_is_handed_over_on_another_path(string end)
    {
        Assert.Equal(["Give back before leaving"], Fix.Titles(Probe("return null;", end)));
        Fix.Check(Probe("return null;", end), Probe("ring.Dispose();\n        return null;", end));
    }

    [Fact]
    public void Before_leaving_where_the_status_is_returned() => Fix.Check(
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
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
        """,
        """
        int Probe()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            if (!device.Submit(paddr))
            {
                _ = THal.DmaDealloc(paddr, vaddr, 1);
                return -2;
            }

            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    private static string Probe(string leave, string end) =>
        $$"""
        Dma<THal> kept;
        byte* start;
        readonly List<Dma<THal>> rings = new();

        void Keep(Dma<THal> dma) => kept = dma;

        Dma<THal> Probe(bool ready)
        {
            var ring = new Dma<THal>(1, Both);
            if (!ready)
            {
                {{leave}}
            }

            {{end}}
        }
        """;

    [Fact]
    public void Before_leaving_for_all_that_a_list_holds() => Fix.Check(
        """
        List<Dma<THal>>? Allocate(int count)
        {
            var rings = new List<Dma<THal>>();
            for (int i = 0; i < count; i++)
            {
                if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring))
                {
                    return null;
                }

                rings.Add(ring);
            }

            return rings;
        }
        """,
        """
        List<Dma<THal>>? Allocate(int count)
        {
            var rings = new List<Dma<THal>>();
            for (int i = 0; i < count; i++)
            {
                if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring))
                {
                    foreach (Dma<THal> dma in rings)
                    {
                        dma.Dispose();
                    }

                    return null;
                }

                rings.Add(ring);
            }

            return rings;
        }
        """);

    [Fact]
    public void Before_leaving_for_the_allocations_before_the_one_that_failed() => Fix.Check(
        """
        DmaAllocation[]? Allocate(int count)
        {
            var pages = new DmaAllocation[count];
            for (int i = 0; i < count; i++)
            {
                DmaAllocation page = THal.DmaAlloc(2, Both);
                if (page.Paddr == default)
                    return null;

                pages[i] = page;
            }

            return pages;
        }
        """,
        """
        DmaAllocation[]? Allocate(int count)
        {
            var pages = new DmaAllocation[count];
            for (int i = 0; i < count; i++)
            {
                DmaAllocation page = THal.DmaAlloc(2, Both);
                if (page.Paddr == default)
                {
                    for (int j = 0; j < i; j++)
                    {
                        _ = THal.DmaDealloc(pages[j].Paddr, pages[j].Vaddr, 2);
                    }

                    return null;
                }

                pages[i] = page;
            }

            return pages;
        }
        """);

    [Fact]
    public void Every_element_where_a_release_leaves_some_out() => Fix.Check(
        """
        bool Test()
        {
            var queues = new Dma<THal>?[4];
            for (int i = 0; i < queues.Length; i++)
            {
                queues[i] = new Dma<THal>(1, Both);
            }

            bool passed = device.Wait(10);
            for (int i = 1; i < queues.Length; i++)
            {
                queues[i]!.Dispose();
            }

            return passed;
        }
        """,
        """
        bool Test()
        {
            var queues = new Dma<THal>?[4];
            for (int i = 0; i < queues.Length; i++)
            {
                queues[i] = new Dma<THal>(1, Both);
            }

            bool passed = device.Wait(10);
            for (int i = 0; i < queues.Length; i++)
            {
                queues[i]?.Dispose();
            }

            return passed;
        }
        """);

    [Fact]
    public void Before_it_is_overwritten_though_it_may_hold_nothing_yet() => Fix.Check(
        """
        void Grow(int steps)
        {
            Dma<THal>? ring = null;
            for (int i = 0; i < steps; i++)
            {
                ring = new Dma<THal>(1, Both);
                device.Submit(ring.Paddr);
            }

            ring?.Dispose();
        }
        """,
        """
        void Grow(int steps)
        {
            Dma<THal>? ring = null;
            for (int i = 0; i < steps; i++)
            {
                ring?.Dispose();
                ring = new Dma<THal>(1, Both);
                device.Submit(ring.Paddr);
            }

            ring?.Dispose();
        }
        """);

    [Fact]
    public void Before_a_throw_of_a_constructor_and_before_a_jump() => Fix.CheckAll(
        """
        sealed unsafe class Port
        {
            readonly Dma<THal> ring;

            public Port(Device device)
            {
                ring = new Dma<THal>(1, Both);
                if (!device.Wait(10))
                    throw new DeviceException("silent");
            }

            public void Close() => ring.Dispose();
        }

        DmaAllocation kept;

        int Remove() => THal.DmaDealloc(kept.Paddr, kept.Vaddr, 1);

        int Probe(System.IO.Stream log)
        {
            int status = -12;
            DmaAllocation memory = THal.DmaAlloc(1, Both);
            if (memory.Paddr == default)
                goto none;

            log.Write(new ReadOnlySpan<byte>(memory.Vaddr, 16));
            status = -5;
            if (!device.Submit(memory.Paddr))
                goto none;

            kept = memory;
            return 0;
        none:
            return status;
        }
        """,
        """
        sealed unsafe class Port
        {
            readonly Dma<THal> ring;

            public Port(Device device)
            {
                ring = new Dma<THal>(1, Both);
                if (!device.Wait(10))
                {
                    ring.Dispose();
                    throw new DeviceException("silent");
                }
            }

            public void Close() => ring.Dispose();
        }

        DmaAllocation kept;

        int Remove() => THal.DmaDealloc(kept.Paddr, kept.Vaddr, 1);

        int Probe(System.IO.Stream log)
        {
            int status = -12;
            DmaAllocation memory = THal.DmaAlloc(1, Both);
            if (memory.Paddr == default)
                goto none;

            log.Write(new ReadOnlySpan<byte>(memory.Vaddr, 16));
            status = -5;
            if (!device.Submit(memory.Paddr))
            {
                _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
                goto none;
            }

            kept = memory;
            return 0;
        none:
            return status;
        }
        """);
}
