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
    public void Both_where_two_were_swapped() => Fix.Check(
        Swapped("second", "first"),
        Swapped("first", "second"));

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

    private static string Swapped(string one, string two) =>
        $$"""
        void Close()
        {
            DmaAllocation first = THal.DmaAlloc(1, Both);
            if (first.Paddr == default)
            {
                return;
            }

            DmaAllocation second = THal.DmaAlloc(1, Both);
            if (second.Paddr == default)
            {
                _ = THal.DmaDealloc(first.Paddr, first.Vaddr, 1);
                return;
            }

            _ = THal.DmaDealloc(first.Paddr, {{one}}.Vaddr, 1);
            _ = THal.DmaDealloc(second.Paddr, {{two}}.Vaddr, 1);
        }
        """;

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
