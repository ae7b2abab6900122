using System.Runtime.CompilerServices;

namespace Hal;

/// <content>What the judgements of wrong releases share.</content>
internal sealed unsafe partial class ContractLedger
{
    /// <summary>What is live here under an address: of this kind and with the same memory if there is such a one.</summary>
    public bool TryFindLive(HeldKind kind, PhysAddr paddr, byte* vaddr, out Hold hold)
    {
        using (_gate.Enter())
        {
            return TryFindLive(kind == HeldKind.Share ? _shares : _allocations, paddr, vaddr, out hold)
                || TryFindLive(kind == HeldKind.Share ? _allocations : _shares, paddr, vaddr, out hold);
        }
    }

    /// <summary>What was rightly released here under an address, of this kind if there is such a one.</summary>
    public bool TryFindReleased(HeldKind kind, PhysAddr paddr, out Hold hold)
    {
        using (_gate.Enter())
        {
            return TryFindReleased(ref _ended.Find(kind, paddr), out hold)
                || TryFindReleased(ref _ended.Find(kind == HeldKind.Share ? HeldKind.Allocation : HeldKind.Share, paddr), out hold);
        }
    }

    private static bool TryFindReleased(ref Hold ended, out Hold hold)
    {
        bool found = !Unsafe.IsNullRef(ref ended) && ended.State == HoldState.Released;
        hold = found ? ended : default;
        return found;
    }

    // Whether a release names what is another HAL's. What it has released before is its own where this HAL knows the address too: a HAL and
    // the checked form of it both have entered it.
    private static bool IsElsewhere(in ForeignHold foreign, bool isKnownHere) =>
        foreign.Ledger is not null && (!isKnownHere || (foreign.Exact && foreign.IsLive));

    private static bool TryFindLive(LiveTable table, PhysAddr paddr, byte* vaddr, out Hold hold)
    {
        int found = table.First(paddr);
        for (int slot = found; slot != LiveTable.None; slot = table.Next(slot))
        {
            found = table[slot].Vaddr == vaddr ? slot : found;
        }

        hold = found == LiveTable.None ? default : table[found];
        return found != LiveTable.None;
    }

    /// <summary>Ends what a wrong release through another HAL has named.</summary>
    public void Forgive(HeldKind kind, PhysAddr paddr, byte* vaddr)
    {
        using (_gate.Enter())
        {
            int slot = kind == HeldKind.Share ? _shares.First(paddr) : FindAllocation(paddr, vaddr);
            while (kind == HeldKind.Share && slot != LiveTable.None && _shares[slot].Vaddr != vaddr)
            {
                slot = _shares.Next(slot);
            }

            if (slot == LiveTable.None)
            {
                return;
            }

            if (kind == HeldKind.Share)
            {
                EndShare(slot, HoldState.Forgiven);
            }
            else
            {
                EndAllocation(slot, HoldState.Forgiven);
            }
        }
    }

    private static Verdict OtherHal(string call, in ForeignHold foreign, HeldKind kind)
    {
        string held = Describe.Held(foreign.Hold);
        string hal = foreign.Ledger!.HalName;
        string contract = kind == HeldKind.Share ? "C8" : "C2";
        return foreign.Hold.Kind == kind
            ? new("HAL1013", $"{call} releases {held} of another HAL, {hal} (contract {contract}).", foreign.Hold, EndsForeign: true)
            : new("HAL1012", $"{call} is the wrong function for {held}, which is of another HAL too, {hal}.", foreign.Hold, EndsForeign: true);
    }

    // The state of what a wrong release has named by its address: without an exception, the HAL is called for it at once.
    private static HoldState StateAfter(CheckedOptions options) => options.ThrowOnViolation ? HoldState.Forgiven : HoldState.Settled;

    // Whether a release names what ended by a mistake that was reported, or on purpose: that is silent, and the HAL gets its release once.
    private static bool IsForgiven(ref Hold ended, out Release release)
    {
        release = default;
        if (Unsafe.IsNullRef(ref ended) || ended.State is not (HoldState.Forgiven or HoldState.Settled))
        {
            return false;
        }

        if (ended.State == HoldState.Forgiven)
        {
            ended.State = HoldState.Settled;
            release = Release.Of(ended);
        }

        return true;
    }

    private Release Pronounce(CheckedOptions options, in Verdict verdict, in ForeignHold foreign, in Release release)
    {
        if (verdict.RuleId is not null)
        {
            if (verdict.EndsForeign)
            {
                foreign.End(this);
            }

            Violations.Report(options, verdict.RuleId, verdict.Text);
        }

        return release;
    }

    private static int Containing(LiveTable table, PhysAddr paddr)
    {
        int slot = table.First(paddr);
        for (int next = table.After(LiveTable.None); slot == LiveTable.None && next != LiveTable.None; next = table.After(next))
        {
            slot = table[next].Contains(paddr) ? next : slot;
        }

        return slot;
    }

    // The live one whose address is nearest, for a report on an address that fits none.
    private static string Nearest(LiveTable table, PhysAddr paddr, out Hold hold)
    {
        int nearest = LiveTable.None;
        ulong least = ulong.MaxValue;
        for (int slot = table.After(LiveTable.None); slot != LiveTable.None; slot = table.After(slot))
        {
            ulong distance = table[slot].Contains(paddr) ? 0 : Distance(table[slot].Paddr, paddr);
            if (nearest == LiveTable.None || distance < least)
            {
                nearest = slot;
                least = distance;
            }
        }

        if (nearest == LiveTable.None)
        {
            hold = default;
            return " Nothing of the kind is live.";
        }

        hold = table[nearest];
        string where = hold.Contains(paddr) ? $"the address lies {paddr.Value - hold.Paddr.Value} bytes inside it"
            : $"its address is {Distance(hold.Paddr, paddr)} bytes {(hold.Paddr > paddr ? "above" : "below")}";
        return $" Nearest is {Describe.Held(hold)}: {where}.";
    }

    private static ulong Distance(PhysAddr a, PhysAddr b) => a > b ? a - b : b - a;
}
