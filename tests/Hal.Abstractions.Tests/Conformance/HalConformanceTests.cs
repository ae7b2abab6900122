using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using Hal.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Hal.Tests.Conformance;

/// <summary>The conformance suite, on right HALs of several styles and on one wrong HAL for each mistake seen in real ones.</summary>
public unsafe class HalConformanceTests
{
    private readonly ITestOutputHelper _output;

    public HalConformanceTests(ITestOutputHelper output) => _output = output;

    [Fact]
    public void The_contracts_are_those_of_the_authors_side() =>
        Assert.Equal(
            ["I1", "I1b", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12", "I13", "I14"], HalConformance.Contracts);

    [Fact]
    public void A_right_machine_with_an_IOMMU_passes_all() =>
        PassesAll<ModelHal<Flaws.None>>(new ConformanceOptions { Device = ModelHal<Flaws.None>.Device, Registers = new PhysAddr(0x1000) });

    [Fact]
    public void The_fake_passes_all() =>
        PassesAll<FakeHal<HalConformanceTests>.Binding>(new ConformanceOptions
        {
            Device = FakeHal<HalConformanceTests>.Device,
            Registers = FakeHal<HalConformanceTests>.AddRegisters(4096).Paddr,
            MostShares = 500,
        });

    [Fact]
    public void The_checked_fake_passes_all()
    {
        PassesAll<Checked<FakeHal<CheckedScope>.Binding>>(new ConformanceOptions
        {
            Device = FakeHal<CheckedScope>.Device,
            Registers = FakeHal<CheckedScope>.AddRegisters(4096).Paddr,
            MostShares = 500,
        });
        Assert.Equal(0, Checked<FakeHal<CheckedScope>.Binding>.Violations);
        Checked<FakeHal<CheckedScope>.Binding>.AssertNothingHeld();
        FakeHal<CheckedScope>.AssertClean();
    }

    [Fact]
    public void An_identity_HAL_without_a_device_passes_what_can_be_tested()
    {
        ConformanceReport report = Run<IdentityHal>(null);
        Assert.True(report.Passed);
        Assert.Equal(
            ["I1", "I1b", "I8", "I9", "I10"],
            report.Results.Where(result => result.Outcome == ConformanceOutcome.NotTestable).Select(result => result.Contract));
        report.ThrowIfFailed();
    }

    [Fact]
    public void An_identity_HAL_with_a_device_passes() =>
        PassesAll<IdentityHal>(new ConformanceOptions { Device = new IdentityView(), Registers = new PhysAddr(0x7000_0000_0000) });

    [Fact]
    public void A_bounce_pool_HAL_passes() =>
        PassesAll<PoolHal>(new ConformanceOptions { Device = PoolHal.Device, Registers = new PhysAddr(0x7000_0000_0000) });

    public static TheoryData<string, string> WrongHals => new()
    {
        { nameof(Flaws.Scattered), "I1" },
        { nameof(Flaws.NotCoherent), "I1" },
        { nameof(Flaws.Tearing), "I1b" },
        { nameof(Flaws.EarlyReuse), "I2" },
        { nameof(Flaws.Misaligned), "I3" },
        { nameof(Flaws.Overlapping), "I4" },
        { nameof(Flaws.LateUnmap), "I4" },
        { nameof(Flaws.NotZeroed), "I5" },
        { nameof(Flaws.PageZero), "I6" },
        { nameof(Flaws.Throwing), "I6" },
        { nameof(Flaws.NullPointer), "I6" },
        { nameof(Flaws.NotFreed), "I7" },
        { nameof(Flaws.Status), "I7" },
        { nameof(Flaws.NullMapping), "I8" },
        { nameof(Flaws.OnePage), "I9" },
        { nameof(Flaws.BothInNeither), "I10" },
        { nameof(Flaws.NoCopyIn), "I10" },
        { nameof(Flaws.NoCopyOut), "I10" },
        { nameof(Flaws.FullIsZero), "I11" },
        { nameof(Flaws.FullThrows), "I11" },
        { nameof(Flaws.KeepingRefusal), "I11" },
        { nameof(Flaws.LostSlots), "I11" },
        { nameof(Flaws.KeyedByPointer), "I12" },
        { nameof(Flaws.NotLocked), "I13" },
        { nameof(Flaws.WholeLines), "I14" },
        { nameof(Flaws.Revoking), "I14" },
    };

    [Theory]
    [MemberData(nameof(WrongHals))]
    public void Each_mistake_fails_its_contract(string flaw, string contract)
    {
        ContractResult result = Wrong(flaw, contract, withDevice: true);
        _output.WriteLine(result.ToString());
        Assert.Equal((contract, ConformanceOutcome.Failed), (result.Contract, result.Outcome));
    }

    [Theory]
    [InlineData(nameof(Flaws.NotZeroed), "I5")]
    [InlineData(nameof(Flaws.NotFreed), "I7")]
    [InlineData(nameof(Flaws.NoCopyIn), "I10")]
    [InlineData(nameof(Flaws.FullIsZero), "I11")]
    [InlineData(nameof(Flaws.KeyedByPointer), "I12")]
    [InlineData(nameof(Flaws.NotLocked), "I13")]
    public void Some_mistakes_are_seen_without_a_device(string flaw, string contract)
    {
        ContractResult result = Wrong(flaw, contract, withDevice: false);
        _output.WriteLine(result.ToString());
        Assert.Equal(ConformanceOutcome.Failed, result.Outcome);
    }

    [Fact]
    public void Every_flaw_has_a_row() =>
        Assert.Equal(
            typeof(IFlaw).GetProperties().Length,
            WrongHals.Select(row => (string)row[0]).Distinct().Count());

    [Fact]
    public void A_heap_that_is_never_freed_is_seen() =>
        Assert.Equal(ConformanceOutcome.Failed, HalConformance.RunContract<LeakingHal>("I7").Outcome);

    [Fact]
    public void A_failure_names_the_HAL_the_contract_and_the_evidence()
    {
        var report = new ConformanceReport("MyHal", [HalConformance.RunContract<ModelHal<Flaws.Misaligned>>("I3")]);
        Assert.False(report.Passed);
        HalException exception = Assert.Throws<HalException>(report.ThrowIfFailed);
        Assert.Contains("MyHal", exception.Message);
        Assert.Contains("I3", exception.Message);
        Assert.Contains("64 bytes past a page", exception.Message);
    }

    [Fact]
    public void There_is_no_other_contract() =>
        Assert.Contains("I1, I1b, I2", Assert.Throws<ArgumentException>(() => HalConformance.RunContract<IdentityHal>("I99")).Message);

    private static ContractResult Wrong(string flaw, string contract, bool withDevice)
    {
        Type type = typeof(Flaws).GetNestedType(flaw, BindingFlags.NonPublic)!;
        return (ContractResult)typeof(HalConformanceTests).GetMethod(nameof(RunOne), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type).Invoke(null, [contract, withDevice])!;
    }

    private static ContractResult RunOne<TFlaw>(string contract, bool withDevice)
        where TFlaw : struct, IFlaw
    {
        ModelHal<TFlaw>.Reset();
        return HalConformance.RunContract<ModelHal<TFlaw>>(
            contract, new ConformanceOptions { Device = withDevice ? ModelHal<TFlaw>.Device : null, Registers = new PhysAddr(0x1000), MostShares = 200 });
    }

    private void PassesAll<THal>(ConformanceOptions options)
        where THal : struct, IHal
    {
        ConformanceReport report = Run<THal>(options);
        Assert.Equal(HalConformance.Contracts, report.Results.Select(result => result.Contract));
        Assert.All(report.Results, result => Assert.True(result.Outcome == ConformanceOutcome.Passed, result.ToString()));
    }

    private ConformanceReport Run<THal>(ConformanceOptions? options)
        where THal : struct, IHal
    {
        ConformanceReport report = HalConformance.Run<THal>(options);
        _output.WriteLine(report.ToString());
        return report;
    }

    private sealed class CheckedScope;

    /// <summary>The device sees memory where the driver does.</summary>
    private struct IdentityHal : IHal
    {
        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            if (pages > 1 << 20)
            {
                return default;
            }

            byte* memory = (byte*)NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
            NativeMemory.Clear(memory, pages * HalConstants.PageSize);
            return new DmaAllocation(new PhysAddr((ulong)memory), memory);
        }

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
        {
            NativeMemory.AlignedFree(vaddr);
            return 0;
        }

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
        }
    }

    private sealed class IdentityView : IDeviceView
    {
        public bool TryRead(PhysAddr paddr, Span<byte> destination)
        {
            if (destination.Length == 8 && paddr.Value % 8 == 0)
            {
                MemoryMarshal.Write(destination, System.Threading.Volatile.Read(ref *(ulong*)paddr.Value));
            }
            else
            {
                new ReadOnlySpan<byte>((void*)paddr.Value, destination.Length).CopyTo(destination);
            }

            return true;
        }

        public bool TryWrite(PhysAddr paddr, ReadOnlySpan<byte> source)
        {
            source.CopyTo(new Span<byte>((void*)paddr.Value, source.Length));
            return true;
        }
    }

    /// <summary>The device sees a window, through which a <see cref="BouncePool"/> shares; DMA memory is a part of the window.</summary>
    private struct PoolHal : IHal
    {
        private const int WindowPages = 2048;
        private const int PoolPages = 256;
        private static readonly PhysAddr Base = new(1UL << 32);
        private static readonly byte* Window = IdentityHal.DmaAlloc(WindowPages, BufferDirection.Both).Vaddr;
        private static readonly BouncePool Pool = new(new DmaAllocation(Base, Window), PoolPages * HalConstants.PageSize);
        private static readonly HashSet<int> Taken = [];

        public static IDeviceView Device { get; } = new View();

        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            lock (Taken)
            {
                for (int first = PoolPages; pages < WindowPages && first + (int)pages <= WindowPages; first++)
                {
                    if (Enumerable.Range(first, (int)pages).All(page => !Taken.Contains(page)))
                    {
                        Taken.UnionWith(Enumerable.Range(first, (int)pages));
                        nuint offset = (nuint)first * HalConstants.PageSize;
                        NativeMemory.Clear(Window + offset, pages * HalConstants.PageSize);
                        var memory = new DmaAllocation(Base + (ulong)offset, Window + offset);
                        Pool.AddVisible(memory, pages * HalConstants.PageSize);
                        return memory;
                    }
                }

                return default;
            }
        }

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
        {
            lock (Taken)
            {
                Pool.RemoveVisible(paddr);
                Taken.ExceptWith(Enumerable.Range((int)((vaddr - Window) / HalConstants.PageSize), (int)pages));
                return 0;
            }
        }

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Pool.Share(buffer, direction);

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Pool.Unshare(paddr, buffer, direction);

        private sealed class View : IDeviceView
        {
            private readonly IdentityView _identity = new();

            public bool TryRead(PhysAddr paddr, Span<byte> destination) => IsInside(paddr) && _identity.TryRead(Translate(paddr), destination);

            public bool TryWrite(PhysAddr paddr, ReadOnlySpan<byte> source) => IsInside(paddr) && _identity.TryWrite(Translate(paddr), source);

            private static bool IsInside(PhysAddr paddr) => paddr >= Base && paddr - Base < WindowPages * HalConstants.PageSize;

            private static PhysAddr Translate(PhysAddr paddr) => new((ulong)Window + (paddr - Base));
        }
    }

    /// <summary>Success without a free.</summary>
    private struct LeakingHal : IHal
    {
        public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => IdentityHal.DmaAlloc(pages, direction);

        public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;

        public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

        public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

        public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        {
        }
    }
}
