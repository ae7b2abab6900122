using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using CsCheck;
using Hal.Tests.Hals;
using Xunit;
using TestHal = Hal.Tests.Hals.HeapHal<Hal.Tests.Memory.DmaTests>;

namespace Hal.Tests.Memory;

public unsafe class DmaTests
{
    public DmaTests() => TestHal.Reset();

    [Fact]
    public void Describes_its_region()
    {
        using var dma = new Dma<TestHal>(3, BufferDirection.DeviceToDriver);
        Assert.Equal((nuint)3, dma.Pages);
        Assert.Equal((nuint)(3 * 4096), dma.Length);
        Assert.Equal(BufferDirection.DeviceToDriver, dma.Direction);
        Assert.Equal(TestHal.BusAddress(dma.Vaddr(0)), dma.Paddr);
        Assert.Equal(dma.Paddr + 4097, dma.PaddrAt(4097));
        Assert.True(dma.Vaddr(4097) == dma.Vaddr(0) + 4097 && dma.Vaddr((nuint)4097) == dma.Vaddr(4097));
    }

    [Fact]
    public void Zero_pages_are_refused()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Dma<TestHal>(0, BufferDirection.Both));
        Assert.Equal("pages", exception.ParamName);
        Assert.Contains("at least 1 page", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dma<TestHal>.TryCreate(0, BufferDirection.Both, out _));
    }

    [Fact]
    public void Pages_that_overflow_are_refused()
    {
        nuint most = nuint.MaxValue / 4096;
        foreach (nuint pages in new[] { most + 1, nuint.MaxValue })
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Dma<TestHal>(pages, BufferDirection.Both));
            Assert.Contains(pages.ToString(), exception.Message);
            Assert.Contains(most.ToString(), exception.Message);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Unknown_directions_are_refused(int direction)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Dma<TestHal>(1, (BufferDirection)direction));
        Assert.Equal("direction", exception.ParamName);
        Assert.Contains(direction.ToString(), exception.Message);
    }

    [Fact]
    public void No_memory_is_a_DmaException_or_false()
    {
        TestHal.OutOfMemory = true;
        var exception = Assert.Throws<DmaException>(() => new Dma<TestHal>(7, BufferDirection.Both));
        Assert.Contains("7 pages", exception.Message);
        Assert.False(Dma<TestHal>.TryCreate(7, BufferDirection.Both, out Dma<TestHal>? dma));
        Assert.Null(dma);
        Assert.Equal(0, TestHal.Deallocations);
    }

    [Fact]
    public void TryCreate_returns_the_region()
    {
        Assert.True(Dma<TestHal>.TryCreate(2, BufferDirection.Both, out Dma<TestHal>? dma));
        Assert.Equal((nuint)2, dma.Pages);
        dma.Dispose();
        Assert.Equal((dma.Paddr, (nuint)2), Assert.Single(TestHal.Deallocated));
    }

    [Fact]
    public void A_null_pointer_with_an_address_breaks_the_HALs_contract()
    {
        Assert.Equal("HAL4003", Assert.Throws<HalContractException>(() => new Dma<NullPointerHal>(1, BufferDirection.Both)).RuleId);
        Assert.Equal(
            "HAL4003", Assert.Throws<HalContractException>(() => Dma<NullPointerHal>.TryCreate(1, BufferDirection.Both, out _)).RuleId);
    }

    [Fact]
    public void Offsets_past_the_end_are_refused()
    {
        using var dma = new Dma<TestHal>(1, BufferDirection.Both);
        Assert.True(dma.Vaddr(4095) != null);
        foreach (nuint offset in new[] { 4096u, 4097u, nuint.MaxValue })
        {
            Action[] accesses = [() => dma.Vaddr(offset), () => dma.PaddrAt(offset), () => dma.Pointer<byte>(offset), () => dma.Slice(offset, 1)];
            foreach (Action access in accesses)
            {
                var exception = Assert.Throws<ArgumentOutOfRangeException>(access);
                Assert.Contains(offset.ToString(), exception.Message);
                Assert.Contains("4096 bytes", exception.Message);
            }
        }
    }

    [Fact]
    public void Negative_offsets_are_refused()
    {
        using var dma = new Dma<TestHal>(1, BufferDirection.Both);
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => dma.Vaddr(-1));
        Assert.Contains("-1", exception.Message);
    }

    [Fact]
    public void Slice_is_within_or_throws()
    {
        using var dma = new Dma<TestHal>(2, BufferDirection.Both);
        Gen.Select(Gen.OneOf(Gen.UInt[0, 8200], Gen.UInt), Gen.OneOf(Gen.Int[-2, 8200], Gen.Int)).Sample((offset, length) =>
        {
            if (length >= 1 && (ulong)offset + (ulong)length <= 8192)
            {
                DmaBuffer slice = dma.Slice(offset, length);
                return slice.Pointer == dma.Vaddr(offset) && slice.Length == length;
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => dma.Slice(offset, length));
            return true;
        });
    }

    [Fact]
    public void Pointer_checks_the_end()
    {
        using var dma = new Dma<TestHal>(1, BufferDirection.Both);
        Assert.True(dma.Pointer<ulong>(4088) == dma.Vaddr(4088));
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => dma.Pointer<ulong>(4092));
        Assert.Contains("8 bytes at offset 4092", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => dma.Pointer<ulong>(nuint.MaxValue - 3)); // offset + size would overflow
    }

    [Fact]
    public void Pointer_checks_the_alignment()
    {
        using var dma = new Dma<TestHal>(1, BufferDirection.Both);
        Check<byte>(1);
        Check<ushort>(2);
        Check<uint>(4);
        Check<ulong>(8);
        Check<Int128>(16);
        Check<decimal>(8);
        Check<Packed>(1);
        Check<Mixed>(4);
        Check<Guid>(4);
        Check<(int, long)>(8); // laid out in any order the runtime likes
        Check<DateTime>(8);

        void Check<T>(int alignment)
            where T : unmanaged
        {
            for (nuint offset = 0; offset < 64; offset++)
            {
                if (offset % (nuint)alignment == 0)
                {
                    Assert.True(dma.Pointer<T>(offset) == dma.Vaddr(offset));
                }
                else
                {
                    var exception = Assert.Throws<ArgumentException>(() => dma.Pointer<T>(offset));
                    Assert.Contains($"The offset {offset} ", exception.Message);
                    Assert.Contains($"multiple of {alignment}", exception.Message);
                    Assert.Contains(typeof(T).Name, exception.Message);
                }
            }
        }
    }

    [Fact]
    public void The_whole_region_is_a_span_and_a_buffer()
    {
        using var dma = new Dma<TestHal>(2, BufferDirection.Both);
        Assert.Equal(8192, dma.AsSpan().Length);
        Assert.Equal(new DmaBuffer(dma.Vaddr(0), 8192), dma.RawSlice());
        Assert.True(dma.AsSpan().IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void More_than_a_span_can_hold_is_refused_by_name()
    {
        const long Pages = (int.MaxValue + 1L) / 4096;
        using var largest = new Dma<EndlessHal>((nuint)(Pages - 1), BufferDirection.Both);
        Assert.Equal((int)((Pages - 1) * 4096), largest.RawSlice().Length);
        using var dma = new Dma<EndlessHal>((nuint)Pages, BufferDirection.Both);
        foreach (Action whole in new Action[] { () => dma.AsSpan(), () => dma.RawSlice() })
        {
            var exception = Assert.Throws<InvalidOperationException>(whole);
            Assert.Contains("2147483648", exception.Message);
            Assert.Contains(int.MaxValue.ToString(), exception.Message);
            Assert.Contains("Slice", exception.Message);
        }

        Assert.Equal(4096, dma.Slice((nuint)int.MaxValue + 1 - 4096, 4096).Length);
        Assert.True(dma.Pointer<ulong>((nuint)int.MaxValue + 1 - 8) != null);
    }

    [Fact]
    public void After_Dispose_every_access_is_refused()
    {
        var dma = new Dma<TestHal>(1, BufferDirection.Both);
        PhysAddr paddr = dma.Paddr;
        dma.Dispose();
        Action[] accesses =
        [
            () => dma.Vaddr(0), () => dma.Vaddr((nuint)0), () => dma.PaddrAt(0), () => dma.Pointer<int>(0), () => dma.AsSpan(), () => dma.RawSlice(),
            () => dma.Slice(0, 1),
        ];
        Assert.All(accesses, access => Assert.Throws<ObjectDisposedException>(access));
        Assert.Equal(paddr, dma.Paddr);
        Assert.Equal(((nuint)0, (nuint)0), (dma.Pages, dma.Length));
    }

    [Fact]
    public void Dispose_gives_back_once()
    {
        var dma = new Dma<TestHal>(5, BufferDirection.Both);
        dma.Dispose();
        dma.Dispose();
        Assert.Equal(0, dma.Deallocate());
        dma.Abandon();
        Assert.Equal((dma.Paddr, (nuint)5), Assert.Single(TestHal.Deallocated));
        Assert.Empty(TestHal.AbandonedAddresses);
    }

    [Fact]
    public void A_status_is_returned_by_Deallocate_and_thrown_by_Dispose()
    {
        TestHal.DeallocStatus = -5;
        var first = new Dma<TestHal>(1, BufferDirection.Both);
        Assert.Equal(-5, first.Deallocate());
        Assert.Equal(0, first.Deallocate());
        first.Dispose();

        var second = new Dma<TestHal>(1, BufferDirection.Both);
        var exception = Assert.Throws<DmaException>(second.Dispose);
        Assert.Contains("-5", exception.Message);
        Assert.Contains(second.Paddr.ToString(), exception.Message);
        second.Dispose(); // tried once, never again
        Assert.Equal(2, TestHal.Deallocations);
    }

    [Fact]
    public void Abandoned_memory_is_not_given_back_and_stays_usable()
    {
        var dma = new Dma<TestHal>(1, BufferDirection.Both);
        dma.Abandon();
        dma.Abandon();
        dma.Dispose();
        Assert.Equal(0, dma.Deallocate());
        Assert.Equal(0, TestHal.Deallocations);
        Assert.Equal(dma.Paddr, Assert.Single(TestHal.AbandonedAddresses));
        Assert.Equal(4096, dma.AsSpan().Length);
        NativeMemory.AlignedFree(dma.Vaddr(0));
    }

    [Fact]
    public void Many_threads_give_back_exactly_once()
    {
        const int Rounds = 20_000;
        var all = new Dma<TestHal>[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            all[i] = new Dma<TestHal>(1, BufferDirection.Both);
        }

        Crowd.InStep(Rounds, round => all[round].Dispose());
        Assert.Equal(Rounds, TestHal.Deallocations);
        Assert.Equal(Rounds, TestHal.Deallocated.Distinct().Count());
    }

    [Fact]
    public void Is_one_object_of_48_bytes()
    {
        Measure(); // compiled, and its statics made
        long bytes = Measure();
        Assert.Equal(48 * 100, bytes);

        static long Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                new Dma<EndlessHal>(1, BufferDirection.Both).Dispose();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Has_no_finalizer() =>
        Assert.Null(typeof(Dma<TestHal>).GetMethod("Finalize", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly));

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Packed
    {
        public byte First;
        public ulong Second;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Mixed
    {
        public ushort First;
        public uint Second;
    }
}
