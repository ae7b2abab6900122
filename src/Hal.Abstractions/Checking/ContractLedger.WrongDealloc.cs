using System.Runtime.CompilerServices;

namespace Hal;

/// <content>
/// What is wrong with a DmaDealloc that fits no live allocation, as for Unshare. The order: 1012, 1013, 3003, 2003, 2001, 2005, 2004;
/// address and pointer of one allocation in each other's place are 2005. A call that is right but for a live share in the memory is 1008.
/// </content>
internal sealed unsafe partial class ContractLedger
{
    /// <summary>Reports what is wrong with a call that <see cref="TryDealloc"/> found wrong.</summary>
    /// <returns>What the HAL is to give back, if anything.</returns>
    public Release JudgeDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        CheckedOptions options = Options;
        ForeignHold foreign = ForeignHold.Find(this, HeldKind.Allocation, paddr, vaddr);
        Verdict verdict;
        Release release;
        using (_gate.Enter())
        {
            int slot = FindAllocation(paddr, vaddr);
            verdict = slot != LiveTable.None && _allocations[slot].Pages == pages
                ? TooEarly(options, slot, out release)
                : Wrong(options, foreign, slot, paddr, vaddr, pages, out release);
        }

        return Pronounce(options, verdict, foreign, release);
    }

    // Address, pointer and pages fit, so it is a share in the memory that is wrong. Where the report throws, the memory stays allocated:
    // freeing it would be the corruption that the rule is about.
    private Verdict TooEarly(CheckedOptions options, int slot, out Release release)
    {
        Hold memory = _allocations[slot];
        release = Release.Of(memory);
        int share = _sharedMemory.Find((nuint)memory.Vaddr, memory.Length, writable: true);
        Verdict verdict = share == RangeIndex.None
            ? Verdict.Silent // it has ended meanwhile
            : new(
                "HAL1008",
                $"DmaDealloc of {Describe.Held(memory)} while {Describe.Held(_shares[share])} in it is live; the device may still use the "
                    + "memory. Unshare first (contracts C12, C13).",
                _shares[share]);
        if (share == RangeIndex.None || !options.ThrowOnViolation)
        {
            EndAllocation(slot, HoldState.Released);
        }

        return verdict;
    }

    private Verdict Wrong(
        CheckedOptions options, in ForeignHold foreign, int slot, PhysAddr paddr, byte* vaddr, nuint pages, out Release release)
    {
        slot = slot != LiveTable.None ? slot : _allocations.First(paddr);
        bool elsewhere = foreign is { IsLive: true, Exact: true, Hold.Kind: HeldKind.Allocation };
        Verdict verdict;
        if (slot != LiveTable.None && (_allocations[slot].Vaddr == vaddr || !elsewhere))
        {
            verdict = WrongFields(_allocations[slot], vaddr, pages);
            release = Release.Of(_allocations[slot]);
            EndAllocation(slot, StateAfter(options));
        }
        else
        {
            verdict = WrongAddress(foreign, paddr, vaddr, out release);
        }

        if (verdict.RuleId is not (null or "HAL2004"))
        {
            EndAllocationOf(vaddr);
        }

        return verdict;
    }

    // The allocation has the address; the rest of the call does not fit it.
    private Verdict WrongFields(in Hold allocation, byte* vaddr, nuint pages)
    {
        string call = $"DmaDealloc({allocation.Paddr}, 0x{(nuint)vaddr:x}, {Describe.Pages(pages)})";
        if (allocation.Vaddr == vaddr)
        {
            return new(
                "HAL2004",
                $"{call} names another number of pages than DmaAlloc: {pages} instead of {allocation.Pages}, for "
                    + $"{Describe.Held(allocation)} (contract C4).",
                allocation);
        }

        if (_windows.Find(vaddr, 1) is { } window)
        {
            return new(
                "HAL3003",
                $"{call} names registers: the window of {window.Size} bytes at {window.Paddr} that MmioPhysToVirt returned; "
                    + $"{Describe.Held(allocation)} has another pointer.",
                allocation);
        }

        int other = FindAllocationAt(vaddr);
        string of = other == LiveTable.None ? "none that DmaAlloc returned" : $"that of {Describe.Held(_allocations[other])}";
        return new(
            "HAL2005",
            $"{call} pairs address and pointer that do not belong together: the address is that of {Describe.Held(allocation)}, the "
                + $"pointer is {of} (contract C5).",
            allocation);
    }

    // No allocation of this HAL has the address.
    private Verdict WrongAddress(in ForeignHold foreign, PhysAddr paddr, byte* vaddr, out Release release)
    {
        string call = $"DmaDealloc({paddr}, 0x{(nuint)vaddr:x})";
        ref Hold allocation = ref _ended.Find(HeldKind.Allocation, paddr);
        ref Hold share = ref _ended.Find(HeldKind.Share, paddr);
        if (IsForgiven(ref allocation, out release) || IsForgiven(ref share, out _))
        {
            return Verdict.Silent;
        }

        release = default;
        bool same = !Unsafe.IsNullRef(ref allocation) && allocation.Vaddr == vaddr;
        if (!same && Containing(_shares, paddr) is var slot and not LiveTable.None)
        {
            Hold held = _shares[slot];
            EndShare(slot, HoldState.Forgiven);
            return new("HAL1012", $"{call} deallocates a shared buffer: {Describe.Held(held)} ends with Unshare.", held);
        }

        if (!same && !Unsafe.IsNullRef(ref share))
        {
            return new("HAL1012", $"{call} deallocates a shared buffer, {Describe.Held(share)}, which has been unshared already.", share);
        }

        if (IsElsewhere(foreign, isKnownHere: !Unsafe.IsNullRef(ref allocation)))
        {
            return OtherHal(call, foreign, HeldKind.Allocation);
        }

        if ((_windows.Find(vaddr, 1) ?? _windows.Find(paddr)) is { } window)
        {
            return new(
                "HAL3003",
                $"{call} deallocates registers: the window of {window.Size} bytes at {window.Paddr} that MmioPhysToVirt returned.");
        }

        if (!Unsafe.IsNullRef(ref allocation))
        {
            allocation.State = HoldState.Settled;
            return new("HAL2003", $"{call} gives {Describe.Held(allocation)} back a second time (contract C3).", allocation);
        }

        int swapped = FindSwapped(paddr, vaddr);
        if (swapped != LiveTable.None)
        {
            Hold held = _allocations[swapped];
            EndAllocation(swapped, HoldState.Forgiven);
            return new("HAL2005", $"{call} has address and pointer of {Describe.Held(held)} swapped (contract C5).", held);
        }

        int moved = Containing(_allocations, paddr);
        var verdict = new Verdict(
            "HAL2001",
            $"{call}: no DmaAlloc of this HAL returned the address {paddr} (contract C2).{Nearest(_allocations, paddr, out Hold nearest)}",
            nearest);
        if (moved != LiveTable.None)
        {
            EndAllocation(moved, HoldState.Forgiven);
        }

        return verdict;
    }

    private void EndAllocationOf(byte* vaddr)
    {
        int slot = FindAllocationAt(vaddr);
        if (slot != LiveTable.None)
        {
            EndAllocation(slot, HoldState.Forgiven);
        }
    }

    private int FindAllocationAt(byte* vaddr) => _allocatedMemory.Find((nuint)vaddr, 1, writable: true);

    // The allocation whose address was passed as the pointer, and whose pointer as the address.
    private int FindSwapped(PhysAddr paddr, byte* vaddr)
    {
        int slot = _allocations.After(LiveTable.None);
        while (slot != LiveTable.None && (_allocations[slot].Paddr.Value != (ulong)vaddr || (ulong)_allocations[slot].Vaddr != paddr.Value))
        {
            slot = _allocations.After(slot);
        }

        return slot;
    }
}
