using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>DmaAlloc returns memory of an allocator that does not align it to a page, and nothing between does (contract I3).</summary>
public sealed class HAL4002MemoryNotAlignedTests
{
    [Theory]
    [InlineData("NativeMemory.AllocZeroed(pages * 4096)")]
    [InlineData("NativeMemory.AllocZeroed(pages, 4096)")]
    [InlineData("calloc(pages, 4096)")]
    public void Diagnostics_Allocators_that_zero(string allocation) => Implementation.Check(
        $$"""
        [DllImport("libc")] static extern void* calloc(nuint count, nuint size);

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* memory = (byte*){{allocation}}; //! HAL4002
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Theory]
    [InlineData("NativeMemory.Alloc(pages * 4096)")]
    [InlineData("NativeMemory.AlignedAlloc(pages * 4096, 64)")]
    [InlineData("Marshal.AllocHGlobal((int)pages * 4096)")]
    [InlineData("(void*)Marshal.AllocCoTaskMem((int)pages * 4096)")]
    [InlineData("malloc(pages * 4096)")]
    [InlineData("Malloc(pages * 4096)")]
    [InlineData("aligned_alloc(512, pages * 4096)")]
    public void Diagnostics_Allocators_that_do_neither(string allocation) => Implementation.Check(
        $$"""
        [DllImport("libc")] static extern void* malloc(nuint size);
        [DllImport("libc", EntryPoint = "malloc")] static extern void* Malloc(nuint size);
        [DllImport("libc")] static extern void* aligned_alloc(nuint alignment, nuint size);

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* memory = (byte*){{allocation}}; //! HAL4001, HAL4002
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Fact]
    public void Diagnostics_A_pinned_array() => Implementation.Check(
        """
        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte[] array = GC.AllocateArray<byte>((int)pages * 4096, pinned: true); //! HAL4002
            byte* memory = (byte*)Unsafe.AsPointer(ref array[0]);
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Fact]
    public void Diagnostics_A_handle() => Implementation.Check(
        """
        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            GCHandle handle = GCHandle.Alloc(new byte[(int)pages * 4096], GCHandleType.Pinned); //! HAL4002
            byte* memory = (byte*)handle.AddrOfPinnedObject();
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Fact]
    public void Diagnostics_Cleared_but_not_aligned() => Implementation.Check(
        """
        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* memory = (byte*)NativeMemory.Alloc(pages * 4096); //! HAL4002
            NativeMemory.Clear(memory, pages * 4096);
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Theory]
    [InlineData("byte* memory = (byte*)(((nuint)raw + 4095) & ~(nuint)4095);")]
    [InlineData("byte* memory = raw + (4096 - (nuint)raw % 4096);")]
    [InlineData("byte* memory = raw; memory += 4096 - ((nuint)raw & 4095);")]
    [InlineData("byte* memory = raw; while (((nuint)memory & 4095) != 0) { memory++; }")]
    [InlineData("byte* memory = raw; if ((nuint)memory % 4096 != 0) { return default; }")]
    [InlineData("byte* memory = AlignUp(raw);")]
    [InlineData("byte* memory = Up(raw);")]
    public void Valid_Aligned_by_hand(string alignment) => Implementation.Check(
        $$"""
        static byte* AlignUp(byte* memory) => Vendor(memory);

        static byte* Up(byte* memory) => (byte*)(((ulong)memory + 4095) / 4096 * 4096);

        [DllImport("vendor")] static extern byte* Vendor(byte* memory);

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* raw = (byte*)NativeMemory.AllocZeroed((pages + 1) * 4096);
            {{alignment}}
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Theory]
    [InlineData("4096")]
    [InlineData("HalConstants.PageSize")]
    [InlineData("65536")]
    [InlineData("(nuint)Environment.SystemPageSize")]
    [InlineData("alignment")]
    public void Valid_Alignments(string alignment) => Implementation.Check(
        $$"""
        static readonly nuint alignment = 8192;

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, {{alignment}});
            NativeMemory.Clear(memory, pages * 4096);
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "DmaAlloc returns memory of 'NativeMemory.AllocZeroed', which does not align it to a page of 4096 bytes (contract I3)",
        Implementation.MessageOf(
            "static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => new(new PhysAddr(0x1000), (byte*)NativeMemory.AllocZeroed(pages * 4096));"));
}
