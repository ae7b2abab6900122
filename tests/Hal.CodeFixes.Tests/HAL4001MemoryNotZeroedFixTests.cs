using Hal.Analyzers.Implementation;
using Hal.Tests.Support;
using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL4001MemoryNotZeroedFixTests
{
    private static readonly FixRun Fix = new(new HAL4001MemoryNotZeroedFix(), new ImplementationAnalyzer());

    [Fact]
    public void CodeFix_clears_what_AlignedAlloc_returns() => Assert.Equal(
        Source("""
                    byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
                    NativeMemory.Clear(memory, pages * HalConstants.PageSize);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """),
        Fix.First(Source("""
                    byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """)));

    [Fact]
    public void CodeFix_tests_what_may_be_null() => Assert.Equal(
        Source("""
                    byte* memory = (byte*)valloc(pages * 4096);
                    if (memory != null)
                    {
                        NativeMemory.Clear(memory, pages * 4096);
                    }

                    return memory == null ? default : new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """),
        Fix.First(Source("""
                    byte* memory = (byte*)valloc(pages * 4096);

                    return memory == null ? default : new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """)));

    [Fact]
    public void CodeFix_of_a_number() => Assert.Equal(
        Source("""
                    nint memory = (nint)NativeMemory.AlignedAlloc(pages * 4096, 4096);
                    NativeMemory.Clear((void*)memory, pages * 4096);
                    return new DmaAllocation(new PhysAddr((ulong)memory), (byte*)memory);
            """),
        Fix.First(Source("""
                    nint memory = (nint)NativeMemory.AlignedAlloc(pages * 4096, 4096);
                    return new DmaAllocation(new PhysAddr((ulong)memory), (byte*)memory);
            """)));

    [Fact]
    public void CodeFix_asks_for_zeroed_memory()
    {
        string With(string name) => Source($$"""
                    nuint raw = (nuint)NativeMemory.{{name}}((pages + 1) * 4096); // Why.
                    byte* memory = (byte*)((raw + 4095) & ~(nuint)4095);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """);
        Assert.Equal(With("AllocZeroed"), Fix.First(With("Alloc")));
    }

    [Fact]
    public void CodeFix_asks_for_an_array_of_zeroes()
    {
        string With(string name) => Source($$"""
                    byte[] array = GC.{{name}}<byte>((int)(pages + 1) * 4096, pinned: true);
                    byte* memory = (byte*)(((nuint)Unsafe.AsPointer(ref array[0]) + 4095) & ~(nuint)4095);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """);
        Assert.Equal(With("AllocateArray"), Fix.First(With("AllocateUninitializedArray")));
    }

    [Fact]
    public void CodeFix_of_all() => Assert.Equal(
        Source("""
                    if (direction == BufferDirection.Both)
                    {
                        byte* both = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096);
                        NativeMemory.Clear(both, pages * 4096);
                        return new DmaAllocation(new PhysAddr((ulong)both), both);
                    }

                    byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 8192);
                    NativeMemory.Clear(memory, pages * 4096);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """),
        Fix.All(Source("""
                    if (direction == BufferDirection.Both)
                    {
                        byte* both = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096);
                        return new DmaAllocation(new PhysAddr((ulong)both), both);
                    }

                    byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 8192);
                    return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            """)));

    [Theory]
    [InlineData("return new DmaAllocation(new PhysAddr(0x1000), (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096));")]
    [InlineData("byte* memory = (byte*)NativeMemory.AlignedAlloc(Bytes(pages), 4096); return new DmaAllocation(new PhysAddr((ulong)memory), memory);")]
    public void None_where_the_memory_or_its_size_has_no_name(string body) => Assert.Empty(Fix.Titles(Source(body)));

    private static string Source(string body) => $$"""
        using System;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using Hal;

        [HalImplementation]
        static unsafe partial class PlainHal
        {
            [DllImport("libc")]
            private static extern void* valloc(nuint size);

            private static nuint Bytes(nuint pages) => pages * 4096;

            private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
            {
        {{body}}
            }

            private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
            {
                NativeMemory.AlignedFree(vaddr);
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
