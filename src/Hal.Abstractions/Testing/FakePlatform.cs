namespace Hal.Testing;

/// <summary>
/// The fake HAL without its checks: memory, addresses and faults. <see cref="FakeHal{TScope}"/> is the checked form of it.
/// </summary>
internal readonly unsafe struct FakePlatform<TScope> : IHal
{
    public static readonly FakeFaults Faults = new();

    public static readonly FakeBus Bus = new((ruleId, message) => Ledger.Violations.Report(Ledger.Options, ruleId, message));

    private static ContractLedger Ledger => Checked<FakePlatform<TScope>>.Ledger;

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) =>
        Faults.AllocationFails() ? default : Bus.Allocate(pages, direction);

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Bus.Deallocate(paddr);
        return Faults.DeallocationStatus();
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => Bus.Map(paddr, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        Faults.ThrowIfShareFails();
        return Bus.Share(buffer, direction);
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => Bus.Unshare(paddr);
}
