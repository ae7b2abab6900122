using System;
using System.Collections.Generic;
using System.Threading;

namespace Hal;

/// <summary>
/// The book of what the drivers of one HAL hold: each Share and DmaAlloc is entered, each release is struck out, and what does not fit is
/// reported under the analyzers' rule ids. <see cref="Checked{THal}"/> keeps one around a HAL's calls. The right calls are in this file and
/// its parts for shares and allocations; wrong releases are judged in a part of their own.
/// </summary>
/// <remarks>
/// One short lock around each entry, never held while the HAL or a callback runs. A share is entered before the HAL makes it and gets its
/// address after: so two threads that share the same memory at once are seen, and a refused call has not reached the HAL. A release is
/// struck out before the HAL ends it, because then the HAL may hand the address out again.
/// </remarks>
internal sealed unsafe partial class ContractLedger : IFigureSource
{
    private ShortLock _gate;
    private LiveTable _shares = new();
    private LiveTable _allocations = new();
    private RangeIndex _sharedMemory = new();
    private RangeIndex _allocatedMemory = new();
    private RangeIndex _allocatedAddresses = new();
    private MmioWindows _windows = new();
    private EndedRing _ended = new();
    private StackBudget _stacks;
    private HalFigures _figures;
    private long _sequence;
    private CheckedOptions? _options;

    /// <param name="hal">The type that drivers name; its name stands in reports and figures.</param>
    /// <param name="metered">Whether the live figures have it.</param>
    public ContractLedger(Type hal, bool metered)
    {
        HalName = Describe.Hal(hal);
        Violations = new Violations(HalName);
        HalCensus.Add(this);
        if (metered)
        {
            HalMeter.Add(this);
        }
    }

    public string HalName { get; }

    public Violations Violations { get; }

    public IReadOnlyDictionary<string, long> ViolationsByRule => Violations.ByRule;

    public CheckedOptions Options
    {
        get => Volatile.Read(ref _options) ?? CheckedOptions.Default;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Volatile.Write(ref _options, value);
        }
    }

    public HalFigures Figures
    {
        get
        {
            using (_gate.Enter())
            {
                return _figures with { LiveShares = _shares.Count, LiveAllocations = _allocations.Count };
            }
        }
    }

    /// <summary>The duty to release what has this address has ended on purpose.</summary>
    public void Abandon(PhysAddr paddr)
    {
        using (_gate.Enter())
        {
            // On an identity HAL a share of DMA memory has the address of the memory: the share is the one that is given up first.
            int slot = _shares.First(paddr);
            if (slot != LiveTable.None)
            {
                EndShare(slot, HoldState.Forgiven);
                return;
            }

            slot = _allocations.First(paddr);
            if (slot != LiveTable.None)
            {
                EndAllocation(slot, HoldState.Forgiven);
                return;
            }

            _windows.Forget(paddr);
        }
    }

    private static void CheckDirection(BufferDirection direction)
    {
        if ((uint)direction > (uint)BufferDirection.Both)
        {
            ThrowHelper.UnknownDirection(nameof(direction), direction);
        }
    }
}
