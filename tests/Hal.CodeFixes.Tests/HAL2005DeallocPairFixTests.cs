using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL2005DeallocPairFixTests
{
    private static readonly FlowFixRun Fix = new(new HAL2005DeallocPairFix());

    [Theory]
    [InlineData("var (paddr, vaddr)", "paddr", "(byte*)paddr.Value", "vaddr")]
    [InlineData("var (paddr, vaddr)", "paddr", "vaddr + 64", "vaddr")]
    [InlineData("var (paddr, vaddr)", "paddr", "null", "vaddr")]
    [InlineData("DmaAllocation memory", "memory.Paddr", "other.Vaddr", "memory.Vaddr")]
    public void The_pointer_of_the_allocation(string declaration, string address, string wrong, string right) =>
        Fix.Check(Free(declaration, address, wrong), Free(declaration, address, right));

    [Fact]
    public void The_pages_too_where_the_call_is_wrong_twice() => Fix.Check(
        Free("var (paddr, vaddr)", "paddr", "null").Replace("null, 1)", "null, 4096)"),
        Free("var (paddr, vaddr)", "paddr", "vaddr"));

    [Fact]
    public void All() => Fix.CheckAll(
        Free("DmaAllocation memory", "memory.Paddr", "other.Vaddr") + "\n" + Free("var (paddr, vaddr)", "paddr", "null").Replace("Free", "Again"),
        Free("DmaAllocation memory", "memory.Paddr", "memory.Vaddr") + "\n" + Free("var (paddr, vaddr)", "paddr", "vaddr").Replace("Free", "Again"));

    [Fact]
    public void Nothing_where_the_pointer_itself_has_moved() => Fix.NotOffered(
        """
        int Free()
        {
            var (paddr, vaddr) = THal.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            *vaddr++ = 1;
            return THal.DmaDealloc(paddr, vaddr, 1);
        }
        """);

    private static string Free(string declaration, string address, string pointer) =>
        $$"""
        int Free(DmaAllocation other)
        {
            {{declaration}} = THal.DmaAlloc(1, Both);
            if ({{address}} == default)
            {
                return -1;
            }

            return THal.DmaDealloc({{address}}, {{pointer}}, 1); // all
        }
        """;
}
