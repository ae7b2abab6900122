using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>DmaDealloc can only fail, or reports success and frees nothing (contract I7).</summary>
public sealed class HAL4004DeallocStatusTests
{
    private const string Alloc =
        """
        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096);
            NativeMemory.Clear(memory, pages * 4096);
            return memory == null ? default : new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }

        """;

    [Fact]
    public void Diagnostics_It_always_fails() => Implementation.Check(
        Alloc + "static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1; //! HAL4004");

    [Fact]
    public void Diagnostics_It_fails_after_all() => Implementation.Check(
        Alloc +
        """
        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
        {
            if (vaddr == null)
            {
                return -22; //! HAL4004
            }

            NativeMemory.AlignedFree(vaddr);
            return 1;
        }
        """);

    [Fact]
    public void Diagnostics_It_frees_nothing() => Implementation.Check(
        Alloc + "static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0; //! HAL4004");

    [Fact]
    public void Diagnostics_It_only_looks() => Implementation.Check(
        Alloc +
        """
        static int s_live;

        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
        {
            if (vaddr == null || paddr.Value != (ulong)vaddr)
            {
                return -22;
            }

            Console.WriteLine($"{paddr} is free again");
            Interlocked.Decrement(ref s_live);
            return 0; //! HAL4004
        }
        """);

    [Fact]
    public void Valid_It_frees() => Implementation.Check(
        Alloc +
        """
        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
        {
            NativeMemory.AlignedFree(vaddr);
            return 0;
        }
        """);

    [Theory]
    [InlineData("s_free.Push((nint)vaddr); return 0;")]
    [InlineData("Release(vaddr); return 0;")]
    [InlineData("Release((byte*)paddr.Value); return 0;")]
    [InlineData("s_release(); return 0;")]
    [InlineData("*(byte**)vaddr = s_head; s_head = vaddr; return 0;")]
    [InlineData("return Hypervisor.Revoke(paddr.Value, pages);")]
    public void Valid_It_may_free(string body) => Implementation.Check(
        Alloc +
        $$"""
        static readonly ConcurrentStack<nint> s_free = new();
        static readonly Action s_release = () => { };
        [ThreadStatic] static byte* s_head;

        static void Release(byte* memory) => NativeMemory.AlignedFree(memory);

        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) { {{body}} }
        """);

    [Fact]
    public void Valid_An_arena_that_is_taken_once() => Implementation.Check(
        """
        static readonly byte* s_arena = (byte*)NativeMemory.AllocZeroed(1 << 20);
        static long s_next;

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            long end = Interlocked.Add(ref s_next, (long)pages * 4096);
            byte* memory = s_arena + end;
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }

        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;
        """);

    [Fact]
    public void Valid_Memory_that_is_kept_in_a_table() => Implementation.Check(
        """
        static readonly ConcurrentBag<nint> s_all = new();

        static void FreeAll()
        {
            foreach (nint memory in s_all)
            {
                NativeMemory.AlignedFree((void*)memory);
            }
        }

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096);
            NativeMemory.Clear(memory, pages * 4096);
            s_all.Add((nint)memory);
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }

        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;
        """);

    [Fact]
    public void Valid_Managed_memory() => Implementation.Check(
        """
        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte[] array = GC.AllocateArray<byte>((int)(pages + 1) * 4096, pinned: true);
            byte* memory = (byte*)(((nuint)Unsafe.AsPointer(ref array[0]) + 4095) & ~(nuint)4095);
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }

        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;
        """);

    [Fact]
    public void Valid_A_HAL_without_DMA_memory() => Implementation.Check(
        """
        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;

        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;
        """);

    [Fact]
    public void Valid_A_script_of_faults() => Implementation.Check(
        Alloc +
        """
        static int s_status;

        static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
        {
            NativeMemory.AlignedFree(vaddr);
            return Volatile.Read(ref s_status);
        }
        """);

    [Fact]
    public void Diagnostics_Message_Fails() => Assert.Equal(
        "DmaDealloc can only fail: it returns '-1' for whatever DmaAlloc returned (contract I7)",
        Implementation.MessageOf(Alloc + "static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => -1;"));

    [Fact]
    public void Diagnostics_Message_Frees_nothing() => Assert.Equal(
        "DmaDealloc reports success and frees nothing, although DmaAlloc takes the memory from 'NativeMemory.AlignedAlloc' (contract I7)",
        Implementation.MessageOf(Alloc + "static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;"));
}
