namespace Hal;

/// <summary>A share or allocation of another checked HAL that a wrong release may mean.</summary>
/// <param name="Ledger">The ledger of that HAL; null where there is none.</param>
/// <param name="Hold">What it holds.</param>
/// <param name="Exact">Whether the memory is the same too, not the address alone: two HALs may use the same addresses.</param>
internal readonly unsafe record struct ForeignHold(ContractLedger? Ledger, Hold Hold, bool Exact)
{
    /// <summary>Whether it is still held there.</summary>
    public bool IsLive => Hold.State == HoldState.Live;

    /// <summary>Looks through all other ledgers, each under its own lock: so never call it under one.</summary>
    public static ForeignHold Find(ContractLedger asking, HeldKind kind, PhysAddr paddr, byte* vaddr)
    {
        ForeignHold found = default;
        foreach (ContractLedger ledger in HalCensus.Ledgers)
        {
            if (ledger != asking && ledger.TryFindLive(kind, paddr, vaddr, out Hold hold) && !found.Exact)
            {
                bool exact = hold.Vaddr == vaddr;
                found = found.Ledger is null || exact ? new ForeignHold(ledger, hold, exact) : found;
            }
        }

        return found.Ledger is null ? FindReleased(asking, kind, paddr, vaddr) : found;
    }

    // What was released there already; with the same memory if there is such a one.
    private static ForeignHold FindReleased(ContractLedger asking, HeldKind kind, PhysAddr paddr, byte* vaddr)
    {
        ForeignHold found = default;
        foreach (ContractLedger ledger in HalCensus.Ledgers)
        {
            if (ledger != asking && !found.Exact && ledger.TryFindReleased(kind, paddr, out Hold hold))
            {
                found = new ForeignHold(ledger, hold, hold.Vaddr == vaddr);
            }
        }

        return found;
    }

    /// <summary>
    /// Ends it. A HAL and the checked form of it both hold a share that was made through the checked one: it ends in both.
    /// </summary>
    public void End(ContractLedger asking)
    {
        if (!Exact)
        {
            Ledger!.Forgive(Hold.Kind, Hold.Paddr, Hold.Vaddr);
            return;
        }

        foreach (ContractLedger ledger in HalCensus.Ledgers)
        {
            if (ledger != asking)
            {
                ledger.Forgive(Hold.Kind, Hold.Paddr, Hold.Vaddr);
            }
        }
    }
}
