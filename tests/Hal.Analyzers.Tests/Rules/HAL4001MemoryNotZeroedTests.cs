using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>DmaAlloc returns memory of an allocator that does not zero it, and nothing between can have (contract I5).</summary>
public sealed class HAL4001MemoryNotZeroedTests
{
    [Theory]
    [InlineData("NativeMemory.AlignedAlloc(pages * 4096, 4096)")]
    [InlineData("aligned_alloc(4096, pages * 4096)")]
    [InlineData("valloc(pages * 4096)")]
    [InlineData("Take(pages)")]
    public void Diagnostics_Known_allocators(string allocation) => Implementation.Check(
        $$"""
        [DllImport("libc")] static extern void* aligned_alloc(nuint alignment, nuint size);
        [DllImport("libc")] static extern void* valloc(nuint size);
        static void* Take(nuint pages)
        {
            return NativeMemory.AlignedAlloc(pages * 4096, 4096);{{(allocation.StartsWith("Take") ? " //! HAL4001" : "")}}
        }

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* memory = (byte*){{allocation}};{{(allocation.StartsWith("Take") ? "" : " //! HAL4001")}}
            return memory == null ? default : new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Fact]
    public void Diagnostics_Without_a_variable() => Implementation.Check(
        """
        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) =>
            new(new PhysAddr(0x1000), (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096)); //! HAL4001
        """);

    [Fact]
    public void Diagnostics_Uses_that_write_nothing() => Implementation.Check(
        """
        static readonly Dictionary<ulong, nint> s_live = new();
        static readonly ConcurrentDictionary<ulong, nuint> s_pages = new();

        static PhysAddr AddressOf(byte* memory) => new((ulong)memory + 0x1000);

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096); //! HAL4001
            ulong number = (ulong)memory;
            if (number > 1UL << 40)
            {
                NativeMemory.AlignedFree(memory);
                return default;
            }

            lock (s_live)
            {
                s_live.Add(number, (nint)memory);
                s_live[number] = (nint)memory;
            }

            s_pages[number] = pages;
            PhysAddr paddr = AddressOf(memory);
            return new DmaAllocation(paddr, memory);
        }
        """);

    [Fact]
    public void Diagnostics_By_posix_memalign() => Implementation.Check(
        """
        [DllImport("libc")] static extern int posix_memalign(void** memory, nuint alignment, nuint size);

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            void* memory;
            if (posix_memalign(&memory, 4096, pages * 4096) != 0) //! HAL4001
            {
                return default;
            }

            return new DmaAllocation(new PhysAddr((ulong)memory), (byte*)memory);
        }
        """);

    [Fact]
    public void Diagnostics_An_array_that_is_not_initialised() => Implementation.Check(
        """
        static readonly List<byte[]> s_kept = new();

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte[] array = GC.AllocateUninitializedArray<byte>((int)(pages + 1) * 4096, pinned: true); //! HAL4001
            lock (s_kept)
            {
                s_kept.Add(array);
            }

            byte* memory = (byte*)(((nuint)Unsafe.AsPointer(ref array[0]) + 4095) & ~(nuint)4095);
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Fact]
    public void Diagnostics_A_hand_written_struct() => Implementation.CheckFile(
        """
        using System.Runtime.InteropServices;
        using Hal;

        readonly unsafe struct PlainHal : IHal
        {
            public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
            {
                void* memory = NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize); //! HAL4001
                return new DmaAllocation(new PhysAddr((ulong)memory), (byte*)memory);
            }

            public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
            {
                NativeMemory.AlignedFree(vaddr);
                return 0;
            }

            static byte* IHal.MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

            public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

            public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
            {
            }
        }
        """);

    [Theory]
    [InlineData("NativeMemory.Clear(memory, pages * 4096);")]
    [InlineData("new Span<byte>(memory, (int)pages * 4096).Clear();")]
    [InlineData("var span = new Span<byte>(memory, 4096); span.Fill(0);")]
    [InlineData("Unsafe.InitBlock(memory, 0, 4096);")]
    [InlineData("for (int i = 0; i < 4096; i++) { memory[i] = 0; }")]
    [InlineData("for (ulong* p = (ulong*)memory; p < memory + 4096; p++) { *p = 0; }")]
    [InlineData("Zero(memory, pages);")]
    [InlineData("Zero2((ulong)memory);")]
    [InlineData("memset(memory, 0, pages * 4096);")]
    [InlineData("s_last = memory; ZeroLast();")]
    [InlineData("Action clear = () => NativeMemory.Clear(memory, 4096); clear();")]
    [InlineData("Iommu.Map(memory, 4096, true, true);")]
    [InlineData("byte** at = &memory; ZeroAt(at);")]
    public void Valid_Cleared_or_perhaps_cleared(string clear) => Implementation.Check(
        $$"""
        [ThreadStatic] static byte* s_last;

        [DllImport("libc")] static extern void* memset(void* memory, int value, nuint length);

        static void Zero(byte* memory, nuint pages) => new Span<byte>(memory, (int)pages * 4096).Clear();

        static void Zero2(ulong number) => NativeMemory.Clear((void*)number, 4096);

        static void ZeroLast() => NativeMemory.Clear(s_last, 4096);

        static void ZeroAt(byte** memory) => NativeMemory.Clear(*memory, 4096);

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096);
            {{clear}}
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }
        """);

    [Theory]
    [InlineData("(byte*)mmap(null, pages * 4096, 3, 0x22, -1, 0)")]
    [InlineData("s_pool + 4096")]
    [InlineData("(byte*)Vendor.Allocate(pages)")]
    [InlineData("Aligned((byte*)NativeMemory.AllocZeroed((pages + 1) * 4096))")]
    [InlineData("Cleared(pages)")]
    [InlineData("direction == Both ? Cleared(pages) : (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096)")]
    public void Valid_Memory_that_is_zeroed_or_unknown(string memory) => Implementation.CheckFile(
        $$"""
        using System.Runtime.InteropServices;
        using Hal;
        using static Hal.BufferDirection;

        static unsafe class Vendor
        {
            [DllImport("vendor")]
            public static extern void* Allocate(nuint pages);
        }

        [HalImplementation]
        static unsafe partial class TestHal
        {
            private static readonly byte* s_pool = (byte*)NativeMemory.AlignedAlloc(1 << 20, 4096);

            [DllImport("libc")]
            private static extern void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

            private static byte* Aligned(byte* memory) => (byte*)(((nuint)memory + 4095) & ~(nuint)4095);

            private static byte* Cleared(nuint pages)
            {
                void* memory = NativeMemory.AlignedAlloc(pages * 4096, 4096);
                NativeMemory.Clear(memory, pages * 4096);
                return (byte*)memory;
            }

            private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
            {
                byte* memory = {{memory}};
                return new DmaAllocation(new PhysAddr((ulong)memory), memory);
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
        """);

    [Fact]
    public void Valid_A_class_that_is_no_HAL() => Implementation.CheckFile(
        """
        using System.Runtime.InteropServices;
        using Hal;

        static unsafe class Helper
        {
            static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
            {
                void* memory = NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
                return new DmaAllocation(new PhysAddr((ulong)memory), (byte*)memory);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "DmaAlloc returns memory of 'NativeMemory.AlignedAlloc', which does not zero it, and nothing clears it (contract I5)",
        Implementation.MessageOf(
            "static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => new(new PhysAddr(0x1000), (byte*)NativeMemory.AlignedAlloc(pages * 4096, 4096));"));
}
