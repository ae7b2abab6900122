using Hal.Analyzers.Implementation;
using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL4002MemoryNotAlignedFixTests
{
    private static readonly FixRun Fix = new(new HAL4002MemoryNotAlignedFix(), new ImplementationAnalyzer());

    [Theory]
    [InlineData("pages * HalConstants.PageSize", "pages * HalConstants.PageSize")]
    [InlineData("pages, HalConstants.PageSize", "pages * HalConstants.PageSize")]
    public void CodeFix_keeps_it_zeroed_and_frees_it_rightly(string asked, string size) => Assert.Equal(
        Hal("AlignedHal", $"""
                    byte* memory = (byte*)NativeMemory.AlignedAlloc({size}, HalConstants.PageSize);
                    NativeMemory.Clear(memory, {size});
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """, "AlignedFree"),
        Fix.First(Hal("AlignedHal", $"""
                    byte* memory = (byte*)NativeMemory.AllocZeroed({asked});
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """, "Free")));

    [Fact]
    public void CodeFix_of_memory_that_is_cleared() => Assert.Equal(
        Hal("AlignedHal", """
                    byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, HalConstants.PageSize); // Why.
                    NativeMemory.Clear(memory, pages * 4096);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """, "AlignedFree"),
        Fix.First(Hal("AlignedHal", """
                    byte* memory = (byte*)NativeMemory.Alloc(pages * 4096); // Why.
                    NativeMemory.Clear(memory, pages * 4096);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """, "Free")));

    [Fact]
    public void CodeFix_raises_an_alignment() => Assert.Equal(
        Hal("AlignedHal", """
                    byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, HalConstants.PageSize);
                    NativeMemory.Clear(memory, pages * 4096);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """, "AlignedFree"),
        Fix.First(Hal("AlignedHal", """
                    byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 64);
                    NativeMemory.Clear(memory, pages * 4096);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """, "AlignedFree")));

    [Fact]
    public void CodeFix_of_all()
    {
        string With(string allocation, string clear, string free) => Usings + Class("FirstHal", Body(allocation, clear), free) + "\n" + Class("SecondHal", Body(allocation, clear), free);
        string Body(string allocation, string clear) =>
            $"        byte* memory = (byte*)NativeMemory.{allocation};\n{clear}        return new DmaAllocation(new PhysAddr((ulong)memory), memory);";
        Assert.Equal(
            With("AlignedAlloc(pages * 4096, HalConstants.PageSize)", "        NativeMemory.Clear(memory, pages * 4096);\n", "AlignedFree"),
            Fix.All(With("AllocZeroed(pages * 4096)", string.Empty, "Free")));
    }

    [Theory]
    [InlineData("byte* other = (byte*)NativeMemory.Alloc(16); NativeMemory.Free(other); byte* memory = (byte*)NativeMemory.AllocZeroed(pages * 4096);")]
    [InlineData("byte* memory = (byte*)Marshal.AllocHGlobal((int)pages * 4096); NativeMemory.Clear(memory, pages * 4096);")]
    public void None_where_it_is_not_plain_what_is_freed(string allocation) => Assert.Empty(Fix.Titles(Hal(
        "AlignedHal", "        " + allocation + "\n        return new DmaAllocation(new PhysAddr((ulong)memory), memory);", "Free")));

    private const string Usings = "using System.Runtime.InteropServices;\nusing Hal;\n\n";

    private static string Hal(string name, string body, string free) => Usings + Class(name, body, free);

    private static string Class(string name, string body, string free) => $$"""
        [HalImplementation]
        static unsafe partial class {{name}}
        {
            private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
            {
        {{body}}
            }

            private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
            {
                NativeMemory.{{free}}(vaddr);
                return 0;
            }

            private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

            private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

            private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
            {
            }
        }

        """;
}
