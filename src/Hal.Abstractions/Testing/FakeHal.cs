using System.Collections.Generic;

namespace Hal.Testing;

/// <summary>
/// A HAL for tests of drivers: a device that sees only what the driver has shared or allocated, and every mistake of the driver reported.
/// Name it as <c>Blk&lt;FakeHal&lt;MyTests&gt;.Binding&gt;</c>.
/// </summary>
/// <typeparam name="TScope">Any type, usually the test class: each has memory, addresses, a device and a fault script of its own, so tests
/// of different scopes run in parallel.</typeparam>
/// <remarks>
/// Every share bounces, and no bus address is ever a pointer or used twice. The contracts are checked as by <see cref="Checked{THal}"/>,
/// and beyond it what only a device can see: a buffer that the driver touches while it is shared (HAL1007), an address that the device gets
/// after Unshare (HAL1010), DMA memory that is used after it was given back (HAL2008), writes beside DMA memory (HAL2009). Memory shows
/// what it is: 0xA5 where the device has not written, 0x5A in a buffer that is the device's, 0xDD where memory has ended.
/// </remarks>
[HalImplementation]
public static unsafe partial class FakeHal<TScope>
{
    static FakeHal() => Options = CheckedOptions.Default;

    /// <summary>The device: it reads and writes by bus address.</summary>
    public static FakeDevice Device { get; } = new(FakePlatform<TScope>.Bus);

    /// <summary>The fault script.</summary>
    public static FakeFaults Faults => FakePlatform<TScope>.Faults;

    /// <summary>
    /// What a mistake does, as for <see cref="Checked{THal}"/>. The comparison of buffers and the checks of the HAL's own side are the
    /// fake's, whatever the options say.
    /// </summary>
    /// <exception cref="System.ArgumentNullException">The value is null.</exception>
    public static CheckedOptions Options
    {
        get => Ledger.Options;
        set
        {
            System.ArgumentNullException.ThrowIfNull(value);
            Ledger.Options = value with { ComparedBytes = 0, CheckHal = false };
        }
    }

    /// <summary>How many shares the driver holds now.</summary>
    public static int LiveShares => (int)Ledger.Figures.LiveShares;

    /// <summary>How many allocations of DMA memory the driver holds now.</summary>
    public static int LiveAllocations => (int)Ledger.Figures.LiveAllocations;

    private static ContractLedger Ledger => Checked<FakePlatform<TScope>>.Ledger;

    /// <summary>The live table: every share and allocation that is not given back yet, the oldest first.</summary>
    public static IReadOnlyList<HeldResource> Held() => Ledger.Held();

    /// <summary>Gives the fake a window of registers, zeroed, which the driver then maps by MmioPhysToVirt.</summary>
    /// <param name="size">In bytes; at least 1.</param>
    /// <exception cref="System.ArgumentOutOfRangeException"><paramref name="size"/> is 0.</exception>
    public static FakeRegisters AddRegisters(nuint size)
    {
        if (size == 0)
        {
            ThrowHelper.ZeroSize(nameof(size));
        }

        return FakePlatform<TScope>.Bus.AddRegisters(size);
    }

    /// <summary>
    /// The mistakes that were reported since the last call, on any thread, the first first; at most the first 100. For a test that expects
    /// some.
    /// </summary>
    public static IReadOnlyList<HalContractException> TakeViolations() => Ledger.Violations.Take();

    /// <summary>
    /// The accesses that the device could not make since the last call, without those that a mistake of the driver explains.
    /// </summary>
    public static IReadOnlyList<DeviceFaultException> TakeDeviceFaults() => FakePlatform<TScope>.Bus.TakeFaults();

    /// <summary>
    /// For the end of a test: no mistake was reported on any thread, the device made no access that it could not, no memory was written
    /// that should not, and nothing is held.
    /// </summary>
    /// <exception cref="HalContractException">There was a mistake, or there is a leak: HAL1002, HAL2002.</exception>
    /// <exception cref="DeviceFaultException">The device made an access that it could not make.</exception>
    public static void AssertClean()
    {
        FakePlatform<TScope>.Bus.Inspect();
        if (TakeViolations() is [HalContractException first, ..])
        {
            throw new HalContractException(first);
        }

        if (TakeDeviceFaults() is [DeviceFaultException fault, ..])
        {
            throw new DeviceFaultException(fault.Message, fault.Paddr, fault.Length, fault.IsWrite);
        }

        Ledger.AssertNothingHeld();
    }

    /// <summary>
    /// For the start of a test: frees all memory of the scope and forgets everything, but not the options. No other thread may use the
    /// scope.
    /// </summary>
    public static void Reset()
    {
        FakePlatform<TScope>.Bus.Clear();
        Faults.Clear();
        Ledger.Reset();
    }

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) =>
        Checked<FakePlatform<TScope>>.DmaAlloc(pages, direction);

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) =>
        Checked<FakePlatform<TScope>>.DmaDealloc(paddr, vaddr, pages);

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => Checked<FakePlatform<TScope>>.MmioPhysToVirt(paddr, size);

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Checked<FakePlatform<TScope>>.Share(buffer, direction);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) =>
        Checked<FakePlatform<TScope>>.Unshare(paddr, buffer, direction);

    private static void Abandoned(PhysAddr paddr) => Checked<FakePlatform<TScope>>.Abandoned(paddr);
}
