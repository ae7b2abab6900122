using System.Threading;
using Hal;

/// <summary>C14: accesses behind the end of what was mapped.</summary>
public sealed unsafe class BeyondTheWindow<THal>
    where THal : struct, IHal
{
    private const int Queues = 4;
    private const int Notify = 0x1000;
    private readonly MmioRegion _common;
    private readonly MmioRegion _notify;

    public BeyondTheWindow(PhysAddr bar)
    {
        MmioRegion whole = MmioRegion.Map<THal>(bar, 0x2000);
        _common = whole.Slice(0, 0x38);
        _notify = whole.Slice(Notify, Queues * sizeof(ushort));
    }

    public void EnableLast() => _common.Write16(0x38, 1); //! HAL3002

    public void RingLast() => _notify.Write16(Queues * sizeof(ushort), Queues); //! HAL3002

    public ulong ReadBoth(PhysAddr counters)
    {
        MmioRegion registers = MmioRegion.Map<THal>(counters, 12);
        return registers.Read64(0) + registers.Read64(8); //! HAL3002
    }

    public void Clear(PhysAddr table, nuint entries)
    {
        byte* first = THal.MmioPhysToVirt(table, entries * 8);
        Volatile.Write(ref *(ulong*)(first + (entries * 8)), 0); //! HAL3002
    }

    public MmioRegion Function(PhysAddr bar, int _)
    {
        MmioRegion device = MmioRegion.Map<THal>(bar, 0x1000);
        return device.Slice(0x1000, 0x100); //! HAL3002
    }
}
