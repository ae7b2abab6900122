using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A HAL for tests whose allocations and shares fail by a plan, as those of a busy machine do. Failures are told as the contracts say, by
// address 0 and by DmaException, and hold nothing.
public sealed record FaultPlan(int FailEveryAllocation, int FailEveryShare)
{
    public static FaultPlan None { get; } = new(0, 0);
}

[HalImplementation]
public static unsafe partial class FaultyHal
{
    private static volatile FaultPlan s_plan = FaultPlan.None;
    private static int s_allocations;
    private static int s_shares;

    public static void Use(FaultPlan plan) => s_plan = plan ?? throw new ArgumentNullException(nameof(plan));

    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        if (IsDue(s_plan.FailEveryAllocation, Interlocked.Increment(ref s_allocations)))
        {
            Log.Info("an allocation fails by plan");
            return default;
        }

        nuint bytes = pages * HalConstants.PageSize;
        var memory = (byte*)NativeMemory.AlignedAlloc(bytes, HalConstants.PageSize);
        NativeMemory.Clear(memory, bytes);
        return new DmaAllocation(new PhysAddr((ulong)memory), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) =>
        paddr == default ? throw new HalException("There are no registers at 0.") : (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        if (IsDue(s_plan.FailEveryShare, Interlocked.Increment(ref s_shares)))
        {
            throw new DmaException("A share fails by plan.");
        }

        return new PhysAddr((ulong)buffer.Pointer);
    }

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        if (paddr.Value != (ulong)buffer.Pointer)
        {
            throw new HalContractException("HAL1006", $"{buffer} was not shared at {paddr}.");
        }
    }

    private static bool IsDue(int every, int count) => every > 0 && count % every == 0;
}
