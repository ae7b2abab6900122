using System.Runtime.CompilerServices;

namespace Hal;

/// <content>
/// What is wrong with an Unshare that fits no live share. Where several answers are possible the analyzers' order decides: 1009, 1012,
/// 1013, 1004, 1001, 1006, 1005; but a match of the memory counts for more than one of the address alone, since two HALs may use the same
/// addresses. Whatever the verdict, what the address names and what the buffer names has ended after it: one mistake is one report.
/// </content>
internal sealed unsafe partial class ContractLedger
{
    /// <summary>Reports what is wrong with a call that <see cref="TryUnshare"/> found wrong.</summary>
    /// <returns>What the HAL is to end, if anything.</returns>
    public Release JudgeUnshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        CheckedOptions options = Options;
        ForeignHold foreign = ForeignHold.Find(this, HeldKind.Share, paddr, buffer.Pointer);
        Release release = default;
        Verdict verdict;
        using (_gate.Enter())
        {
            int slot = NearestMatch(paddr, buffer);
            bool elsewhere = !buffer.IsEmpty && foreign is { IsLive: true, Exact: true, Hold.Kind: HeldKind.Share };
            if (slot != LiveTable.None && (_shares[slot].Vaddr == buffer.Pointer || !elsewhere))
            {
                verdict = WrongFields(_shares[slot], paddr, buffer, direction);
                release = Release.Of(_shares[slot]);
                EndShare(slot, StateAfter(options));
            }
            else
            {
                verdict = WrongAddress(foreign, paddr, buffer, out release);
            }

            if (verdict.RuleId is not (null or "HAL1005" or "HAL1009"))
            {
                EndShareOf(buffer);
            }
        }

        return Pronounce(options, verdict, foreign, release);
    }

    // The share has the address; the rest of the call does not fit it.
    private static Verdict WrongFields(in Hold share, PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        string call = $"Unshare({paddr}, {buffer}, {direction})";
        string held = Describe.Held(share);
        if (buffer.IsEmpty)
        {
            return new("HAL1009", $"Unshare of {paddr} with an empty buffer; {held} ends with the buffer it was made of (contract C6).", share);
        }

        return !Names(share, buffer)
            ? new(
                "HAL1006",
                $"{call} names another buffer than Share did: {Difference(share, buffer)}. The call must match {held} (contract C10).",
                share)
            : new(
                "HAL1005",
                $"{call} names another direction than Share did: {direction} instead of {share.Direction}, for {held} (contract C11).",
                share);
    }

    // No share of this HAL has the address.
    private Verdict WrongAddress(in ForeignHold foreign, PhysAddr paddr, DmaBuffer buffer, out Release release)
    {
        string call = $"Unshare({paddr}, {buffer})";
        ref Hold share = ref _ended.Find(HeldKind.Share, paddr);
        ref Hold allocation = ref _ended.Find(HeldKind.Allocation, paddr);
        if (IsForgiven(ref share, out release)
            || IsForgiven(ref allocation, out _)
            || (Unsafe.IsNullRef(ref share) && IsForgiven(ref _ended.Find(buffer), out _)))
        {
            return Verdict.Silent;
        }

        release = default;
        if (buffer.IsEmpty)
        {
            return new("HAL1009", $"Unshare of {paddr} with an empty buffer (contract C6).{Nearest(_shares, paddr, out Hold near)}", near);
        }

        bool same = !Unsafe.IsNullRef(ref share) && Names(share, buffer);
        if (!same && Containing(_allocations, paddr) is var slot and not LiveTable.None)
        {
            Hold held = _allocations[slot];
            EndAllocation(slot, HoldState.Forgiven);
            return new("HAL1012", $"{call} releases DMA memory: {Describe.Held(held)} ends with DmaDealloc.", held);
        }

        if (!same && !Unsafe.IsNullRef(ref allocation))
        {
            return new(
                "HAL1012", $"{call} releases DMA memory, {Describe.Held(allocation)}, which has been given back already.", allocation);
        }

        if (IsElsewhere(foreign, isKnownHere: !Unsafe.IsNullRef(ref share)))
        {
            return OtherHal(call, foreign, HeldKind.Share);
        }

        if (!Unsafe.IsNullRef(ref share))
        {
            share.State = HoldState.Settled;
            return new("HAL1004", $"{call} ends {Describe.Held(share)} a second time (contract C9).", share);
        }

        int moved = Containing(_shares, paddr);
        var verdict = new Verdict(
            "HAL1001",
            $"{call}: no Share of this HAL returned the address {paddr} (contract C8).{Nearest(_shares, paddr, out Hold nearest)}",
            nearest);
        if (moved != LiveTable.None)
        {
            EndShare(moved, HoldState.Forgiven);
        }

        return verdict;
    }

    private static string Difference(in Hold share, DmaBuffer buffer)
    {
        nint offset = (nint)(buffer.Pointer - share.Vaddr);
        return offset == 0
            ? $"the length is {buffer.Length} instead of {share.Length}"
            : offset > 0 && (nuint)offset < share.Length
                ? $"it starts {offset} bytes into it"
                : "other memory";
    }

    // Of the shares with this address, the one that the call most likely means: the same memory, the same start, the newest.
    private int NearestMatch(PhysAddr paddr, DmaBuffer buffer)
    {
        int best = LiveTable.None;
        for (int slot = _shares.First(paddr); slot != LiveTable.None; slot = _shares.Next(slot))
        {
            if (Names(_shares[slot], buffer))
            {
                return slot;
            }

            if (best == LiveTable.None || (_shares[slot].Vaddr == buffer.Pointer && _shares[best].Vaddr != buffer.Pointer))
            {
                best = slot;
            }
        }

        return best;
    }

    private void EndShareOf(DmaBuffer buffer)
    {
        for (int slot = _shares.After(LiveTable.None); slot != LiveTable.None; slot = _shares.After(slot))
        {
            if (Names(_shares[slot], buffer))
            {
                EndShare(slot, HoldState.Forgiven);
                return;
            }
        }
    }
}
