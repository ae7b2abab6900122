using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL2004DeallocPagesFixTests
{
    private static readonly FlowFixRun Fix = new(new HAL2004DeallocPagesFix());

    [Theory]
    [InlineData("2", "1")]
    [InlineData("pages", "pages * 4096")]
    [InlineData("HalConstants.PagesFor(8192)", "8192")]
    public void The_pages_of_the_allocation(string allocated, string deallocated) => Fix.Check(
        Probe(allocated, deallocated), Probe(allocated, allocated));

    [Fact]
    public void All() => Fix.CheckAll(
        Probe("2", "1") + "\n" + Probe("3", "1").Replace("Probe", "Again"),
        Probe("2", "2") + "\n" + Probe("3", "3").Replace("Probe", "Again"));

    [Fact]
    public void Nothing_where_the_count_is_changed_in_between() => Fix.NotOffered(
        """
        int Probe()
        {
            nuint pages = 2;
            DmaAllocation memory = THal.DmaAlloc(pages, Both);
            pages = 1;
            return memory.Paddr == default ? -1 : THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
        }
        """);

    private static string Probe(string allocated, string deallocated) =>
        $$"""
        int Probe(nuint pages)
        {
            DmaAllocation memory = THal.DmaAlloc({{allocated}}, Both);
            if (memory.Paddr == default)
            {
                return -1;
            }

            device.Program(memory.Paddr, 4096);
            return THal.DmaDealloc(memory.Paddr, memory.Vaddr, {{deallocated}}); // all of it
        }
        """;
}
