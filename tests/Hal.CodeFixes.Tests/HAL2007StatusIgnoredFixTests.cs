using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL2007StatusIgnoredFixTests
{
    private const int Throw = 0;
    private const int Discard = 1;

    private static readonly FlowFixRun Fix = new(new HAL2007StatusIgnoredFix());

    [Fact]
    public void Throws() => Fix.Check(
        """
        void Free(DmaAllocation memory)
        {
            // All of it.
            THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); // now
        }
        """,
        """
        void Free(DmaAllocation memory)
        {
            // All of it.
            if (THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1) != 0)
            {
                throw new DmaException($"The DMA memory at {memory.Paddr} was not given back.");
            } // now
        }
        """,
        Throw);

    [Fact]
    public void Throws_in_the_style_of_the_code_around() => Fix.Check(
        """
        void Free(DmaAllocation memory) {
          THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        }
        """,
        """
        void Free(DmaAllocation memory) {
          if (THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1) != 0) {
            throw new DmaException($"The DMA memory at {memory.Paddr} was not given back.");
          }
        }
        """,
        Throw);

    [Theory]
    [InlineData("{ if (memory.Paddr != default) THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); }", "{ if (memory.Paddr != default) _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); }")]
    [InlineData("=> THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);", "=> _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);")]
    [InlineData("{ try { device.Reset(); } finally { THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); } }", "{ try { device.Reset(); } finally { _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1); } }")]
    public void Discards_alone_where_a_throw_has_no_place(string before, string after)
    {
        Assert.Equal(["Discard the status"], Fix.Titles("void Free(DmaAllocation memory) " + before));
        Fix.Check("void Free(DmaAllocation memory) " + before, "void Free(DmaAllocation memory) " + after);
    }

    [Fact]
    public void All() => Fix.CheckAll(
        """
        void Free(DmaAllocation a, DmaAllocation b)
        {
            THal.DmaDealloc(a.Paddr, a.Vaddr, 1); // a
            THal.DmaDealloc(b.Paddr, b.Vaddr, 1); // b
        }
        """,
        """
        void Free(DmaAllocation a, DmaAllocation b)
        {
            _ = THal.DmaDealloc(a.Paddr, a.Vaddr, 1); // a
            _ = THal.DmaDealloc(b.Paddr, b.Vaddr, 1); // b
        }
        """,
        Discard);

    [Fact]
    public void Nothing_where_an_underscore_is_a_variable() => Fix.NotOffered(
        """
        Action<int> Freeing(DmaAllocation memory) => _ => THal.DmaDealloc(memory.Paddr, memory.Vaddr, 1);
        """);
}
