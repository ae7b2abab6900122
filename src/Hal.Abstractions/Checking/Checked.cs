using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Hal;

/// <summary>
/// Any HAL with its contracts checked at run time, under the analyzers' rule ids. A driver is written for any HAL, so it is checked by
/// naming another one: <c>Blk&lt;Checked&lt;QemuHal.Binding&gt;&gt;</c> instead of <c>Blk&lt;QemuHal.Binding&gt;</c>. A HAL that is not
/// wrapped pays nothing.
/// </summary>
/// <typeparam name="THal">The HAL that is checked, a struct: the binding of a HAL class.</typeparam>
/// <remarks>
/// A broken contract throws <see cref="HalContractException"/>, with the values of the call and the stack of the Share or DmaAlloc that it
/// concerns; <see cref="CheckedOptions"/> has other ways. All members may be used from any thread. What is shared through
/// <c>Checked&lt;X&gt;</c> is unshared through it too: for a release, it is another HAL than <c>X</c> (HAL1013).
/// <para><b>Safety.</b> Buffers and DMA memory are read for some checks: all pointers must be valid, as the contracts ask anyway.</para>
/// </remarks>
public readonly unsafe struct Checked<THal> : IHal
    where THal : struct, IHal
{
    internal static readonly ContractLedger Ledger = new(typeof(THal), metered: true);

    /// <summary>How many shares the drivers hold now.</summary>
    public static int LiveShares => (int)Ledger.Figures.LiveShares;

    /// <summary>How many allocations of DMA memory the drivers hold now.</summary>
    public static int LiveAllocations => (int)Ledger.Figures.LiveAllocations;

    /// <summary>How many broken contracts were reported for this HAL.</summary>
    public static long Violations => Ledger.Violations.Count;

    /// <summary>How many of each rule, by rule id.</summary>
    public static IReadOnlyDictionary<string, long> ViolationsByRule => Ledger.Violations.ByRule;

    /// <summary>What a broken contract does, and what the checks may cost; <see cref="CheckedOptions.Default"/> until it is set.</summary>
    /// <exception cref="System.ArgumentNullException">The value is null.</exception>
    public static CheckedOptions Options
    {
        get => Ledger.Options;
        set => Ledger.Options = value;
    }

    /// <summary>The live table: every share and allocation that is not given back yet, the oldest first.</summary>
    public static IReadOnlyList<HeldResource> Held() => Ledger.Held();

    /// <summary>The live table as text, with the stacks of the making: for a log, or at the end of a program.</summary>
    public static string Report() => Ledger.Report();

    /// <summary>Asserts that every share is unshared and all DMA memory given back: for the end of a test or of a program.</summary>
    /// <exception cref="HalContractException">Something is held: HAL1002 for a share, HAL2002 for DMA memory. Thrown whatever the options
    /// say; the message has the live table.</exception>
    public static void AssertNothingHeld() => Ledger.AssertNothingHeld();

    /// <summary>
    /// Forgets everything that is held and was counted, but not the options: for the start of a test. No other thread may be in a call of
    /// this HAL.
    /// </summary>
    public static void Reset() => Ledger.Reset();

    /// <inheritdoc/>
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (!Ledger.BeginAllocation(pages, direction))
        {
            return default;
        }

        DmaAllocation allocation = THal.DmaAlloc(pages, direction);
        Ledger.CompleteAllocation(allocation, pages, direction);
        return allocation;
    }

    /// <inheritdoc/>
    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        if (!Ledger.TryDealloc(paddr, vaddr, pages))
        {
            Release release = Ledger.JudgeDealloc(paddr, vaddr, pages);
            if (!release.Forward)
            {
                return 0;
            }

            paddr = release.Paddr;
            vaddr = release.Vaddr;
            pages = release.Pages;
        }

        int status = THal.DmaDealloc(paddr, vaddr, pages);
        Ledger.CheckStatus(paddr, pages, status);
        return status;
    }

    /// <inheritdoc/>
    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        if (!Ledger.BeginMapping(paddr, size))
        {
            return null;
        }

        byte* pointer = THal.MmioPhysToVirt(paddr, size);
        Ledger.CompleteMapping(paddr, pointer, size);
        return pointer;
    }

    /// <inheritdoc/>
    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        int slot = Ledger.BeginShare(buffer, direction, out Making making);
        if (slot == LiveTable.None)
        {
            return default;
        }

        PhysAddr paddr;
        try
        {
            paddr = THal.Share(buffer, direction);
        }
        catch
        {
            Ledger.CancelShare(slot);
            throw;
        }

        Ledger.CompleteShare(slot, paddr, making);
        return paddr;
    }

    /// <inheritdoc/>
    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (Ledger.TryUnshare(paddr, buffer, direction, out bool changed))
        {
            THal.Unshare(paddr, buffer, direction);
            if (changed)
            {
                Ledger.ReportChange(paddr, buffer, direction);
            }

            return;
        }

        Release release = Ledger.JudgeUnshare(paddr, buffer, direction);
        if (release.Forward)
        {
            THal.Unshare(release.Paddr, release.Buffer, release.Direction);
        }
    }

    /// <inheritdoc/>
    public static void Abandoned(PhysAddr paddr)
    {
        Ledger.Abandon(paddr);
        THal.Abandoned(paddr);
    }
}
